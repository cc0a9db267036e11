package org.auralink.media.connector.adapter;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between attempts: doubling from the first to the longest, each shortened by up to a third at random. */
final class Backoff {

    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private Duration next;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
        this.next = first;
    }

    /** The pause before the next attempt. The jitter keeps application servers from returning in step. */
    Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(most) < 0 ? doubled : most;
        long jitter = pause.toNanos() / 3;
        return pause.minusNanos(jitter > 0 ? random.nextLong(jitter) : 0);
    }

    /** An attempt succeeded: the next failure starts from the shortest pause. */
    void reset() {
        next = first;
    }
}
