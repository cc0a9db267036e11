package org.auralink.media.room;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Spreads what is sent to one client at once, as a key frame is: more than passes in that moment would wait before the bottleneck,
 * and what finds no room there would have to be sent again. Half again what is estimated to pass leaves at once, 40 ms of it in
 * one go, and what waits is gone within some 300 ms, estimate or not. Times in nanoseconds, sizes in bytes.
 */
final class Pacer {
    private static final long SECOND = 1_000_000_000L;
    private static final long BURST = 40_000_000L;
    private static final int RATE_PERCENT = 150;
    /** So many parts of what waits leave in a second at least. */
    private static final int PER_SECOND = 4;

    private static final int MAX_WAITING = 1 << 18;
    private static final int BITS = 8;

    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private long bytesPerSecond;
    private long budget;
    private long refilledAt;

    /** From now on so many bits a second pass; 0 while there is no sign of an end, and nothing waits. */
    void passes(long bitsPerSecond) {
        bytesPerSecond = bitsPerSecond / BITS * RATE_PERCENT / 100;
    }

    /** Whether a packet may leave at once, which is noted. */
    boolean take(long now, int size) {
        if (!waiting.isEmpty()) {
            return false;
        }
        if (bytesPerSecond == 0) {
            return true;
        }
        refill(now);
        boolean may = budget > 0;
        budget -= may ? size : 0;
        return may;
    }

    private void refill(long now) {
        long rate = Math.max(bytesPerSecond, (long) waitingBytes * PER_SECOND);
        long passed = Math.min(SECOND, Math.max(0, now - refilledAt));
        refilledAt = now;
        long most = Math.max(1, rate * BURST / SECOND);
        budget = Math.min(most, budget + rate * passed / SECOND);
    }

    /** Keeps a copy of a packet until its turn comes; false when too much waits. */
    boolean keep(byte[] buf, int from, int size) {
        if (waitingBytes + size > MAX_WAITING) {
            return false;
        }
        byte[] copy = new byte[size];
        System.arraycopy(buf, from, copy, 0, size);
        waiting.add(copy);
        waitingBytes += size;
        return true;
    }

    /** Whether something waits. */
    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** What may leave now after the one before; null for nothing. */
    byte @Nullable [] next(long now) {
        refill(now);
        byte[] next = bytesPerSecond == 0 || budget > 0 ? waiting.poll() : null;
        if (next != null) {
            budget -= bytesPerSecond == 0 ? 0 : next.length;
            waitingBytes -= next.length;
        }
        return next;
    }
}
