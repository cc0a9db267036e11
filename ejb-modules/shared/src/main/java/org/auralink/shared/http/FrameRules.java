package org.auralink.shared.http;

import java.nio.ByteBuffer;

/**
 * What a client may cost by HTTP/2's frames on one connection, beside its requests. The server serves what a client resets
 * all the same (CVE-2023-44487), also where it resets a stream itself because the client broke a rule (CVE-2025-8671), and
 * answers control frames without end (CVE-2019-9512, 9515); what it keeps of a header block that does not end has no bound of
 * its own (CVE-2024-27316). Whoever is over a bound loses the connection, and gets no answer.
 *
 * <p>What arrives comes by one thread at a time; what is sent, whole frames at a time, by any.
 */
final class FrameRules {
    private final FrameHeads received = new FrameHeads(FrameHeads.CLIENT_PREFACE, this::arrives);
    private final FrameHeads sent = new FrameHeads(0, this::leaves);
    private final Allowance resets = new Allowance(Limits.STREAM_RESETS, Limits.STREAM_RESETS_PER_SECOND);
    private final Allowance control = new Allowance(Limits.CONTROL_FRAMES, Limits.CONTROL_FRAMES_PER_SECOND);
    private int headerBlock;
    private volatile long now;

    /** @param nanos time of any origin; {@code false} when the connection is to be ended */
    boolean received(ByteBuffer bytes, long nanos) {
        now = nanos;
        return received.read(bytes);
    }

    /** As {@link #received}, for what the server sends: it resets streams too. */
    synchronized boolean sent(ByteBuffer bytes, long nanos) {
        now = nanos;
        return sent.read(bytes);
    }

    private boolean arrives(int type, int flags, int length) {
        if (length > Limits.FRAME_BYTES) {
            return false;
        }
        return switch (type) {
            case FrameHeads.HEADERS -> {
                headerBlock = length;
                yield true;
            }
            case FrameHeads.CONTINUATION -> {
                headerBlock += length;
                // One that carries nothing prolongs a block for nothing.
                yield headerBlock <= Limits.HEADER_BLOCK_BYTES && (length > 0 || control.take(now));
            }
            case FrameHeads.RST_STREAM -> resets.take(now);
            case FrameHeads.DATA -> length > 0 || (flags & FrameHeads.END_STREAM) != 0 || control.take(now);
            // One for each frame of an answer, and nothing is answered to it.
            case FrameHeads.WINDOW_UPDATE -> true;
            default -> control.take(now);
        };
    }

    private boolean leaves(int type, int flags, int length) {
        return type != FrameHeads.RST_STREAM || resets.take(now);
    }

    /** So many at once, and so many more each second. Both directions draw on one. */
    private static final class Allowance {
        private static final double NANOS = 1e9;

        private final int most;
        private final int perSecond;
        private double left;
        private long last;
        private boolean begun;

        Allowance(int most, int perSecond) {
            this.most = most;
            this.perSecond = perSecond;
            this.left = most;
        }

        synchronized boolean take(long now) {
            if (begun) {
                left = Math.min(most, left + Math.max(0, now - last) / NANOS * perSecond);
            }
            begun = true;
            last = now;
            left -= 1;
            return left >= 0;
        }
    }
}
