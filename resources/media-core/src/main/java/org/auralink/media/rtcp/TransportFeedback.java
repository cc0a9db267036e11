package org.auralink.media.rtcp;

import java.util.Arrays;
import org.auralink.media.rtp.RtpBytes;
import org.jspecify.annotations.Nullable;

/**
 * When the packets of a connection arrived, whatever stream they were of (draft-holmer-rmcat-transport-wide-cc-extensions-01
 * 3.1). Arrivals are in units of 250 µs since the reference time, {@link #LOST} for what did not arrive.
 *
 * @param senderSsrc who reports
 * @param mediaSsrc any stream of the connection; of no meaning
 * @param baseSequence transport-wide sequence number of the first packet reported on, 0..65535
 * @param referenceTime in units of 64 ms of the reporter's clock, 24 bits signed
 * @param feedbackCount counts the reports, modulo 256
 * @param arrivals of the packet with the base sequence number and of those after it
 */
public record TransportFeedback(
        int senderSsrc, int mediaSsrc, int baseSequence, int referenceTime, int feedbackCount, int[] arrivals)
        implements RtcpPacket {
    /** In place of an arrival: the packet did not arrive by then. */
    public static final int LOST = Integer.MIN_VALUE;
    /** Units of {@link #arrivals} in one of {@link #referenceTime}. */
    public static final int UNITS_PER_REFERENCE = 256;

    /**
     * Packets in one report. Browsers report at least four times a second, so this is more than 16 000 packets a second;
     * a report of 20 bytes may claim 65 535, each of which would cost memory and time.
     */
    static final int MAX_STATUSES = 4096;

    static final int FORMAT = 15;
    static final int FIXED = 20;
    private static final int MAX_RUN = 0x1fff;
    private static final int ONE_BIT_SYMBOLS = 14;
    private static final int TWO_BIT_SYMBOLS = 7;
    private static final int NOT_RECEIVED = 0;
    private static final int SMALL_DELTA = 1;
    private static final int LARGE_DELTA = 2;

    @Override
    public int size() {
        int[] symbols = symbols();
        return (FIXED + 2 * chunks(symbols, null, 0) + deltaBytes(symbols) + 3) / 4 * 4;
    }

    @Override
    public int write(byte[] out, int at) {
        int[] symbols = symbols();
        int chunks = chunks(symbols, out, at + FIXED);
        int end = writeDeltas(symbols, out, at + FIXED + 2 * chunks);
        while ((end - at & 3) != 0) {
            out[end++] = 0;
        }
        RtcpHeader.writeFeedback(out, at, FORMAT, RtcpHeader.TRANSPORT_FEEDBACK, end - at, senderSsrc, mediaSsrc);
        RtpBytes.writeShort(out, at + 12, baseSequence);
        RtpBytes.writeShort(out, at + 14, arrivals.length);
        RtpBytes.writeMedium(out, at + 16, referenceTime);
        out[at + 19] = (byte) feedbackCount;
        return end - at;
    }

    private int[] symbols() {
        int[] symbols = new int[arrivals.length];
        int before = 0;
        for (int i = 0; i < arrivals.length; i++) {
            if (arrivals[i] != LOST) {
                int delta = arrivals[i] - before;
                if (delta != (short) delta && delta > 0xff) {
                    throw new IllegalArgumentException("arrivals: more than 8 s between two packets of one report");
                }
                symbols[i] = delta >= 0 && delta <= 0xff ? SMALL_DELTA : LARGE_DELTA;
                before = arrivals[i];
            }
        }
        return symbols;
    }

    private static int deltaBytes(int[] symbols) {
        int bytes = 0;
        for (int symbol : symbols) {
            bytes += symbol;
        }
        return bytes;
    }

    private int writeDeltas(int[] symbols, byte[] out, int at) {
        int before = 0;
        int end = at;
        for (int i = 0; i < symbols.length; i++) {
            if (symbols[i] == NOT_RECEIVED) {
                continue;
            }
            int delta = arrivals[i] - before;
            before = arrivals[i];
            if (symbols[i] == SMALL_DELTA) {
                out[end] = (byte) delta;
            } else {
                RtpBytes.writeShort(out, end, delta & 0xffff);
            }
            end += symbols[i];
        }
        return end;
    }

    /** Counts the chunks that say which packets arrived, and writes them when there is an array. */
    private static int chunks(int[] symbols, byte @Nullable [] out, int at) {
        int chunks = 0;
        int next = 0;
        while (next < symbols.length) {
            int run = run(symbols, next);
            int chunk;
            if (run >= TWO_BIT_SYMBOLS || next + run == symbols.length) {
                chunk = symbols[next] << 13 | run;
                next += run;
            } else if (isOneBit(symbols, next)) {
                chunk = 0x8000 | vector(symbols, next, ONE_BIT_SYMBOLS, 1);
                next += ONE_BIT_SYMBOLS;
            } else {
                chunk = 0xC000 | vector(symbols, next, TWO_BIT_SYMBOLS, 2);
                next += TWO_BIT_SYMBOLS;
            }
            if (out != null) {
                RtpBytes.writeShort(out, at + 2 * chunks, chunk);
            }
            chunks++;
        }
        return chunks;
    }

    private static int run(int[] symbols, int from) {
        int end = from;
        while (end < symbols.length && symbols[end] == symbols[from] && end - from < MAX_RUN) {
            end++;
        }
        return end - from;
    }

    private static boolean isOneBit(int[] symbols, int from) {
        for (int i = from; i < Math.min(symbols.length, from + ONE_BIT_SYMBOLS); i++) {
            if (symbols[i] == LARGE_DELTA) {
                return false;
            }
        }
        return true;
    }

    private static int vector(int[] symbols, int from, int count, int bits) {
        int vector = 0;
        for (int i = from; i < from + count; i++) {
            vector = vector << bits | (i < symbols.length ? symbols[i] : NOT_RECEIVED);
        }
        return vector;
    }

    /** Reads one of {@code FIXED} bytes at least; null when it is not well-formed, as a part of it means nothing. */
    static @Nullable TransportFeedback parse(byte[] buf, int at, int end) {
        int count = RtpBytes.readShort(buf, at + 14);
        if (count == 0 || count > MAX_STATUSES) {
            return null;
        }
        int[] symbols = new int[count];
        int deltas = readChunks(buf, at + FIXED, end, symbols);
        if (deltas < 0 || deltas + deltaBytes(symbols) > end || !readDeltas(buf, deltas, symbols)) {
            return null;
        }
        return new TransportFeedback(
                RtpBytes.readInt(buf, at + 4),
                RtpBytes.readInt(buf, at + 8),
                RtpBytes.readShort(buf, at + 12),
                RtpBytes.readMedium(buf, at + 16) << 8 >> 8,
                buf[at + 19] & 0xff,
                symbols);
    }

    /** Returns where the deltas begin; -1 when the chunks end before all packets have a symbol. */
    private static int readChunks(byte[] buf, int from, int end, int[] symbols) {
        int at = from;
        int next = 0;
        while (next < symbols.length) {
            if (at + 2 > end) {
                return -1;
            }
            int chunk = RtpBytes.readShort(buf, at);
            at += 2;
            if ((chunk & 0x8000) == 0) {
                int run = Math.min(chunk & MAX_RUN, symbols.length - next);
                if (run == 0) {
                    return -1;
                }
                Arrays.fill(symbols, next, next + run, chunk >>> 13);
                next += run;
            } else {
                int bits = (chunk & 0x4000) == 0 ? 1 : 2;
                for (int shift = ONE_BIT_SYMBOLS - bits; shift >= 0 && next < symbols.length; shift -= bits) {
                    symbols[next++] = chunk >>> shift & (1 << bits) - 1;
                }
            }
        }
        return at;
    }

    /** Replaces symbols by arrivals; false for a symbol without a meaning. */
    private static boolean readDeltas(byte[] buf, int from, int[] symbols) {
        int at = from;
        int arrival = 0;
        for (int i = 0; i < symbols.length; i++) {
            int symbol = symbols[i];
            if (symbol > LARGE_DELTA) {
                return false;
            }
            if (symbol != NOT_RECEIVED) {
                arrival += symbol == SMALL_DELTA ? buf[at] & 0xff : (short) RtpBytes.readShort(buf, at);
            }
            symbols[i] = symbol == NOT_RECEIVED ? LOST : arrival;
            at += symbol;
        }
        return true;
    }
}
