package org.auralink.media.sctp;

import java.util.Arrays;
import org.auralink.media.rtp.RtpBytes;

/** Which chunks of data arrived, and what an acknowledgement says of them (RFC 9260 6.2, 3.3.4). Bounded. */
final class ReceivedTsns {
    /** Gap blocks count 16 bits from the cumulative TSN; what is further away cannot be acknowledged. */
    private static final int REACH = 0xffff;

    /** What a TSN is. */
    enum Kind {
        /** To be kept. */
        NEW,
        /** Arrived before. */
        DUPLICATE,
        /** To be dropped: too far ahead, or one gap too many. It will come again. */
        TOO_FAR
    }

    private final long[] starts;
    private final long[] ends;
    private final int[] duplicates;
    private int gaps;
    private int duplicated;
    private long cumulative;

    /** @param initialTsn of the peer */
    ReceivedTsns(int initialTsn, SctpLimits limits) {
        cumulative = Integer.toUnsignedLong(initialTsn) - 1;
        starts = new long[limits.maxGaps()];
        ends = new long[limits.maxGaps()];
        duplicates = new int[limits.maxDuplicates()];
    }

    /** Up to here nothing is missing. */
    long cumulative() {
        return cumulative;
    }

    /** The full number of a TSN on the wire. */
    long unwrap(int tsn) {
        return SerialNumbers.unwrapTsn(cumulative, tsn);
    }

    boolean hasGaps() {
        return gaps > 0;
    }

    Kind kindOf(long tsn) {
        if (tsn <= cumulative) {
            return Kind.DUPLICATE;
        }
        if (tsn - cumulative > REACH) {
            return Kind.TOO_FAR;
        }
        int n = find(tsn);
        if (n < gaps && starts[n] <= tsn) {
            return Kind.DUPLICATE;
        }
        boolean extendsOne = n < gaps && starts[n] == tsn + 1 || n > 0 && ends[n - 1] == tsn - 1;
        return gaps < starts.length || extendsOne || tsn == cumulative + 1 ? Kind.NEW : Kind.TOO_FAR;
    }

    /** The first block that does not end before this. */
    private int find(long tsn) {
        int n = Arrays.binarySearch(ends, 0, gaps, tsn);
        return n < 0 ? -n - 1 : n;
    }

    /** Notes one that is {@link Kind#NEW}. */
    void add(long tsn) {
        if (tsn == cumulative + 1) {
            cumulative = tsn;
            swallow();
            return;
        }
        int n = find(tsn);
        boolean after = n > 0 && ends[n - 1] == tsn - 1;
        boolean before = n < gaps && starts[n] == tsn + 1;
        if (after && before) {
            ends[n - 1] = ends[n];
            remove(n);
        } else if (after) {
            ends[n - 1] = tsn;
        } else if (before) {
            starts[n] = tsn;
        } else {
            System.arraycopy(starts, n, starts, n + 1, gaps - n);
            System.arraycopy(ends, n, ends, n + 1, gaps - n);
            starts[n] = tsn;
            ends[n] = tsn;
            gaps++;
        }
    }

    /** Notes one that is {@link Kind#DUPLICATE}, to be reported. */
    void addDuplicate(long tsn) {
        if (duplicated < duplicates.length) {
            duplicates[duplicated++] = (int) tsn;
        }
    }

    /** Nothing up to this will come any more (RFC 3758 3.6). */
    void skipTo(long tsn) {
        if (tsn > cumulative) {
            cumulative = tsn;
            swallow();
        }
    }

    /** Blocks that the cumulative TSN has reached are part of it. */
    private void swallow() {
        while (gaps > 0 && starts[0] <= cumulative + 1) {
            cumulative = Math.max(cumulative, ends[0]);
            remove(0);
        }
    }

    private void remove(int n) {
        gaps--;
        System.arraycopy(starts, n + 1, starts, n, gaps - n);
        System.arraycopy(ends, n + 1, ends, n, gaps - n);
    }

    /**
     * An acknowledgement of what there is now, as a whole chunk, with as many blocks and duplicates as fit. Forgets the
     * duplicates.
     *
     * @param most bytes of it
     */
    byte[] acknowledgement(long window, int most) {
        int room = (most - SackChunk.HEADER) / 4;
        int blocks = Math.min(gaps, room);
        int repeated = Math.min(duplicated, room - blocks);
        byte[] chunk = new byte[SackChunk.HEADER + 4 * (blocks + repeated)];
        chunk[0] = ChunkType.SACK;
        RtpBytes.writeShort(chunk, 2, chunk.length);
        RtpBytes.writeInt(chunk, 4, (int) cumulative);
        RtpBytes.writeInt(chunk, 8, (int) window);
        RtpBytes.writeShort(chunk, 12, blocks);
        RtpBytes.writeShort(chunk, 14, repeated);
        int at = SackChunk.HEADER;
        for (int n = 0; n < blocks; n++) {
            RtpBytes.writeShort(chunk, at, (int) (starts[n] - cumulative));
            RtpBytes.writeShort(chunk, at + 2, (int) (ends[n] - cumulative));
            at += 4;
        }
        for (int n = 0; n < repeated; n++) {
            RtpBytes.writeInt(chunk, at, duplicates[n]);
            at += 4;
        }
        duplicated = 0;
        return chunk;
    }
}
