package org.auralink.shared.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import redis.clients.jedis.JedisPooled;

/**
 * Bucket4j's buckets in Redis, over the client that the application has: its own module for Jedis is bound to an older one.
 * A bucket is read, reckoned with here, and replaced if nobody else did so meanwhile. It goes when it is full again.
 *
 * <p>Redis holds the directory of media nodes too, and refuses to write when its memory is full. So one server makes only so
 * many buckets: a flood from a hundred thousand addresses must not cost more than that.
 */
final class RedisBuckets extends AbstractCompareAndSwapBasedProxyManager<String> {
    static final String PREFIX = "auralink:limit:";

    private static final byte[] REPLACE = """
            if redis.call('get', KEYS[1]) == ARGV[1] then
              redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3])
              return 1
            end
            return 0
            """.getBytes(StandardCharsets.US_ASCII);

    private static final byte[] CREATE = """
            if redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
              return 1
            end
            return 0
            """.getBytes(StandardCharsets.US_ASCII);

    /** A second more, so that rounding does not make a bucket full early. */
    private static final ExpirationAfterWriteStrategy LIFETIME =
            ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(1));

    private final JedisPooled client;
    private final Bucket creations;

    /** @param creations a token for each bucket that may be made */
    RedisBuckets(JedisPooled client, TimeMeter time, Bucket creations) {
        super(ClientSideConfig.getDefault().withClientClock(time));
        this.client = client;
        this.creations = creations;
    }

    /** No more buckets may be made for now. */
    static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Full() {
            super("so many buckets were made that more must wait", null, false, false);
        }
    }

    @Override
    protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
        return new CompareAndSwapOperation() {
            @Override
            public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
                return Optional.ofNullable(client.get(bytes(key)));
            }

            @Override
            public boolean compareAndSwap(
                    byte[] before, byte[] after, RemoteBucketState state, Optional<Long> timeoutNanos) {
                if (before == null && !creations.tryConsume(1)) {
                    throw new Full();
                }
                byte[] lifetime = bytes(Long.toString(LIFETIME.calculateTimeToLiveMillis(state, currentTimeNanos())));
                Object replaced = before == null
                        ? client.eval(CREATE, List.of(bytes(key)), List.of(after, lifetime))
                        : client.eval(REPLACE, List.of(bytes(key)), List.of(before, after, lifetime));
                return Long.valueOf(1).equals(replaced);
            }
        };
    }

    @Override
    protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
        throw new UnsupportedOperationException("requests are counted before they go on");
    }

    @Override
    public boolean isAsyncModeSupported() {
        return false;
    }

    @Override
    public void removeProxy(String key) {
        client.del(bytes(key));
    }

    @Override
    protected CompletableFuture<Void> removeAsync(String key) {
        throw new UnsupportedOperationException("requests are counted before they go on");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
