package org.auralink.shared.redis;

import java.time.Clock;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Redis for what can do without it. After a failure it is left alone for a moment, so that requests go on at once instead
 * of each waiting for a server that is away.
 */
public final class OptionalRedis {
    private static final Logger LOG = Logger.getLogger(OptionalRedis.class.getName());

    /** What one server pays for an outage: a wait of a second in so many. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final JedisPooled client;
    private final Clock clock;
    private final AtomicLong pausedUntil = new AtomicLong(Long.MIN_VALUE);

    public OptionalRedis(JedisPooled client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** @return what the question answers; empty when Redis is away or refuses, or when too many others are asking */
    public <T> Optional<T> ask(Function<JedisPooled, T> question) {
        long now = clock.millis();
        long paused = pausedUntil.get();
        if (now < paused) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.apply(client));
        } catch (JedisException e) {
            // Of all who asked meanwhile, the first says it. That we ourselves ask too much at once is no outage.
            if (!isOurOwnDoing(e) && pausedUntil.compareAndSet(paused, now + PAUSE.toMillis())) {
                // Not the exception's text: it may quote keys and addresses.
                LOG.log(
                        Level.WARNING,
                        () -> "Redis does not serve (" + e.getClass().getSimpleName()
                                + "); this server goes on without it and asks again in " + PAUSE.toSeconds() + " s");
            }
            return Optional.empty();
        }
    }

    /** The pool's word for having no connection left; Jedis wraps it in its most general exception. */
    private static boolean isOurOwnDoing(JedisException e) {
        return e.getCause() instanceof NoSuchElementException;
    }
}
