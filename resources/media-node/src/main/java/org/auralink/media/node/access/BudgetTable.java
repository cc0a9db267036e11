package org.auralink.media.node.access;

import java.util.LinkedHashMap;
import java.util.Map;
import org.auralink.media.node.access.AccessLimits.Rate;

/** A token bucket for each key, of a bounded number of keys. For any thread. */
final class BudgetTable<K> {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Rate rate;
    private final Map<K, Bucket> buckets;

    private static final class Bucket {
        private double left;
        private long updated;
    }

    /** @param most keys that are remembered; the one that asked longest ago is forgotten first */
    BudgetTable(Rate rate, int most) {
        this.rate = rate;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Bucket> eldest) {
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
        Bucket bucket = buckets.computeIfAbsent(key, missing -> {
            var full = new Bucket();
            full.left = rate.burst();
            full.updated = now;
            return full;
        });
        double refilled = (now - bucket.updated) / NANOS_PER_SECOND * rate.perSecond();
        bucket.left = Math.min(rate.burst(), bucket.left + refilled);
        bucket.updated = now;
        if (bucket.left >= 1) {
            bucket.left--;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - bucket.left) / rate.perSecond()));
    }

    /** How many keys are remembered. */
    synchronized int size() {
        return buckets.size();
    }
}
