package org.auralink.media.sctp;

import java.util.Arrays;

/** When the peer is told that it need not wait for what was given up, and what it is told (RFC 3758 3.5). */
final class SkippedStreams {
    private static final long NONE = Long.MIN_VALUE;

    private final Outstanding outstanding;
    private final int most;
    private int[] streams = new int[4];
    private int[] ssns = new int[4];
    private int count;
    private boolean due;
    private long toldUpTo = NONE;
    private long toldAt;

    SkippedStreams(Outstanding outstanding, SctpLimits limits) {
        this.outstanding = outstanding;
        most = (limits.maxPacket() - PacketReader.HEADER - ForwardTsnChunk.HEADER) / 4;
    }

    boolean isDue() {
        return due;
    }

    /** Something may have been given up: that is told if it comes first of what is not acknowledged. */
    void look() {
        long upTo = outstanding.abandonedUpTo();
        due |= upTo >= outstanding.first() && upTo != toldUpTo;
    }

    /** An acknowledgement came; what was told and has no effect after a round trip is told again. */
    void onAcknowledged(long now, long roundTrip) {
        look();
        due |= toldUpTo >= outstanding.first() && now - toldAt > roundTrip;
    }

    /** Nothing was acknowledged in time. */
    void onTimeout() {
        due |= outstanding.abandonedUpTo() >= outstanding.first();
    }

    /**
     * Writes a FORWARD TSN (RFC 3758 3.2) up to the last chunk that comes first and is given up; false when there is none,
     * as the peer acknowledged past it meanwhile.
     */
    boolean write(long now, PacketWriter packet) {
        due = false;
        long upTo = collect(outstanding.abandonedUpTo());
        if (upTo < outstanding.first()) {
            return false;
        }
        packet.require(ForwardTsnChunk.HEADER + 4 * count);
        packet.open(ChunkType.FORWARD_TSN, 0);
        packet.putInt((int) upTo);
        for (int n = 0; n < count; n++) {
            packet.putShort(streams[n]);
            packet.putShort(ssns[n]);
        }
        packet.close();
        toldUpTo = upTo;
        toldAt = now;
        return true;
    }

    /** Notes the last number of each ordered stream; up to where there is room for all of them (3.5 C4). */
    private long collect(long upTo) {
        count = 0;
        OutgoingMessage previous = null;
        for (long tsn = outstanding.first(); tsn <= upTo; tsn++) {
            OutgoingMessage message = outstanding.at(tsn).message();
            if (message != previous && !message.unordered && !note(message.stream.id, message.ssn)) {
                return tsn - 1;
            }
            previous = message;
        }
        return upTo;
    }

    private boolean note(int stream, int ssn) {
        int n = 0;
        while (n < count && streams[n] != stream) {
            n++;
        }
        if (n == most) {
            return false;
        }
        if (n == streams.length) {
            streams = Arrays.copyOf(streams, 2 * n);
            ssns = Arrays.copyOf(ssns, 2 * n);
        }
        streams[n] = stream;
        ssns[n] = ssn;
        count = Math.max(count, n + 1);
        return true;
    }
}
