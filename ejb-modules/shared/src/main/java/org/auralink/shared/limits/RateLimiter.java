package org.auralink.shared.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.auralink.shared.Refusal;
import org.auralink.shared.redis.OptionalRedis;
import redis.clients.jedis.JedisPooled;

/**
 * Counts requests in token buckets. They are in Redis, so that all servers of the application count together; while Redis
 * is away each counts for itself. Keys are hashes: neither a listing nor a log shows who asked. (Whoever holds Redis can
 * try out all IPv4 addresses; they are no secret, and are gone when the bucket is full again.)
 */
public final class RateLimiter {
    /** Buckets that one server keeps while Redis is away, some hundred bytes each; the one not asked longest goes first. */
    private static final int MOST_LOCAL = 20_000;

    /**
     * Buckets that one server makes in Redis at once, and again in each half hour, which is how long one that was hardly
     * used stays at most: some 25 MB. Beyond it, those of new clients are kept here.
     */
    private static final int MOST_SHARED = 50_000;

    private static final Duration SHARED_PERIOD = Duration.ofMinutes(30);

    private final OptionalRedis redis;
    private final TimeMeter time;
    private final Bucket creations;
    private final Map<String, LocalBucket> local = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LocalBucket> eldest) {
            return size() > MOST_LOCAL;
        }
    };

    public RateLimiter(OptionalRedis redis, Clock clock) {
        this(redis, clock, MOST_SHARED);
    }

    RateLimiter(OptionalRedis redis, Clock clock, int mostShared) {
        this.redis = redis;
        this.time = new WallClock(clock);
        this.creations = Bucket.builder()
                .addLimit(limit -> limit.capacity(mostShared).refillGreedy(mostShared, SHARED_PERIOD))
                .withCustomTimePrecision(time)
                .build();
    }

    /** @throws org.auralink.shared.RefusedException rate limited, when the client at the address has no token left */
    public void take(RateLimit limit, ClientAddress client) {
        take(limit, client.network());
    }

    /**
     * @param whose what is counted together: an account, a session
     * @throws org.auralink.shared.RefusedException rate limited, when there is no token left
     */
    public void take(RateLimit limit, String whose) {
        String key = key(limit, whose);
        ConsumptionProbe probe = in(limit, key, bucket -> bucket.tryConsumeAndReturnRemaining(1));
        if (!probe.isConsumed()) {
            throw refusal(limit, Duration.ofNanos(probe.getNanosToWaitForRefill()))
                    .asException();
        }
    }

    /** Gives a token back that {@link #take} took: what it stood for is not to be counted. */
    public void giveBack(RateLimit limit, String whose) {
        in(limit, key(limit, whose), bucket -> {
            bucket.addTokens(1);
            return bucket;
        });
    }

    private <T> T in(RateLimit limit, String key, Function<Bucket, T> question) {
        try {
            Optional<T> answer = redis.ask(client -> question.apply(shared(client, limit, key)));
            if (answer.isPresent()) {
                return answer.get();
            }
        } catch (RedisBuckets.Full full) {
            // Counted here below.
        }
        return question.apply(local(limit, key));
    }

    private static Refusal refusal(RateLimit limit, Duration wait) {
        long seconds = Math.max(1, TimeUnit.MILLISECONDS.toSeconds(wait.toMillis() + 999));
        return new Refusal.RateLimited(
                "rate_limited",
                "Too many requests. Try again in " + seconds + (seconds == 1 ? " second." : " seconds."),
                Duration.ofSeconds(seconds),
                new Refusal.Quota(
                        limit.quotas().get(0).requests(),
                        limit.quotas().stream()
                                .map(quota -> quota.requests() + ";w="
                                        + quota.period().toSeconds())
                                .toList()));
    }

    private Bucket shared(JedisPooled client, RateLimit limit, String key) {
        return new RedisBuckets(client, time, creations).builder().build(key, limit.bucket());
    }

    private Bucket local(RateLimit limit, String key) {
        synchronized (local) {
            return local.computeIfAbsent(key, unused -> {
                LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(time);
                for (var bandwidth : limit.bucket().getBandwidths()) {
                    builder.addLimit(bandwidth);
                }
                return builder.build();
            });
        }
    }

    /** The numbers are a part of it: with others, the count begins anew. */
    private static String key(RateLimit limit, String whose) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((limit.name() + "|" + limit.text() + "|" + whose).getBytes(StandardCharsets.UTF_8));
            return RedisBuckets.PREFIX
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, 22);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Bucket4j's clock; the servers of the application agree on this one. */
    private record WallClock(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
