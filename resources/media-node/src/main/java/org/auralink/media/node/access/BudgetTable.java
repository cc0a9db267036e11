package org.auralink.media.node.access;

import java.util.LinkedHashMap;
import java.util.Map;
import org.auralink.media.node.access.AccessLimits.Rate;
import org.auralink.media.transport.TokenBucket;

/** A token bucket for each key, of a bounded number of keys. For any thread. */
final class BudgetTable<K> {
    private static final long SECOND = 1_000_000_000L;

    private final Rate rate;
    private final Map<K, TokenBucket> buckets;

    /** @param most keys that are remembered; the one that asked longest ago is forgotten first */
    BudgetTable(Rate rate, int most) {
        this.rate = rate;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, TokenBucket> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * Takes one.
     *
     * @param now nanoseconds of any clock
     * @return 0 when it was there; else nothing is taken, and this many seconds pass until one is there
     */
    synchronized long take(K key, long now) {
        TokenBucket bucket = buckets.computeIfAbsent(key, missing -> rate.bucket());
        return bucket.take(now, 1) ? 0 : (bucket.nanosUntil(now, 1) + SECOND - 1) / SECOND;
    }

    /** How many keys are remembered. */
    synchronized int size() {
        return buckets.size();
    }
}
