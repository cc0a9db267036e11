package org.auralink.shared.redis;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.shared.policies.AwayException;
import org.auralink.shared.policies.Guard;
import org.auralink.shared.policies.Guards;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Redis for what can do without it. After some failures in a row it is left alone, so that requests go on at once instead
 * of each waiting for a server that is away.
 */
public final class OptionalRedis {
    private static final Logger LOG = Logger.getLogger(OptionalRedis.class.getName());

    private final JedisPooled client;
    private final Guard guard;

    public OptionalRedis(JedisPooled client, Guard guard) {
        this.client = client;
        this.guard = guard;
    }

    /** With the policy that holds where nothing is set. */
    public OptionalRedis(JedisPooled client, Clock clock) {
        this(client, Guards.standard(clock).redis());
    }

    /** @return what the question answers; empty when Redis is away or refuses, or when too many others are asking */
    public <T> Optional<T> ask(Function<JedisPooled, T> question) {
        try {
            return Optional.of(guard.once(() -> question.apply(client)));
        } catch (AwayException e) {
            return Optional.empty();
        } catch (JedisException e) {
            // Not the exception's text: it may quote keys and addresses. That Redis is away the guard says, once.
            LOG.log(
                    Level.FINE,
                    "Redis does not serve ({0}); this server goes on without it",
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** Whether this server goes on without it at present. */
    public boolean isAway() {
        return guard.isAway();
    }
}
