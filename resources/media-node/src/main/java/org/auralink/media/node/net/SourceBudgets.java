package org.auralink.media.node.net;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import org.auralink.media.transport.TokenBucket;

/**
 * What each unknown address may send before it is not looked at. Addresses share buckets by a keyed hash: the memory is
 * fixed, nothing has to be forgotten, and nobody can choose whose bucket to empty. One thread.
 */
final class SourceBudgets {
    private final TokenBucket[] buckets;
    private final int key = new SecureRandom().nextInt() | 1;

    SourceBudgets(NetLimits.Strangers limits) {
        buckets = new TokenBucket[limits.buckets()];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new TokenBucket(limits.perSecond(), limits.burst());
        }
    }

    /** Whether a datagram from this address may be looked at. */
    boolean admits(long now, InetSocketAddress source) {
        int hash = (source.hashCode() ^ key) * 0x9E3779B1;
        hash = (hash ^ hash >>> 15) * key;
        return buckets[(hash >>> 16) % buckets.length].take(now, 1);
    }
}
