package org.auralink.media.sctp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.auralink.media.rtp.RtpBytes;
import org.jspecify.annotations.Nullable;

/**
 * INIT and INIT ACK (RFC 9260 3.3.2, 3.3.3).
 *
 * @param tag the sender's, which packets to it carry; not zero
 * @param window what it can receive, bytes
 * @param outgoingStreams streams it would send on
 * @param incomingStreams streams it would receive on
 * @param initialTsn number of its first chunk of data
 * @param forwardsTsn whether it knows FORWARD TSN (RFC 3758 3.1)
 * @param reconfigures whether it knows RE-CONFIG (RFC 6525 3.1, RFC 5061 4.2.7)
 * @param cookie of an INIT ACK
 * @param unrecognized parameters nobody here knows that are to be reported, whole
 */
record InitChunk(
        int tag,
        long window,
        int outgoingStreams,
        int incomingStreams,
        int initialTsn,
        boolean forwardsTsn,
        boolean reconfigures,
        byte @Nullable [] cookie,
        List<byte[]> unrecognized) {
    /** Bytes reported of unrecognized parameters; who sends more gets no more back than this. */
    private static final int MAX_REPORT = 256;

    private static final int FIXED = 16;
    private static final int MIN_WINDOW = 1_500;

    private static final int IPV4_ADDRESS = 5;
    private static final int IPV6_ADDRESS = 6;
    private static final int STATE_COOKIE = 7;
    private static final int UNRECOGNIZED_PARAMETER = 8;
    private static final int COOKIE_PRESERVATIVE = 9;
    private static final int HOST_NAME = 11;
    private static final int ADDRESS_TYPES = 12;
    private static final int SUPPORTED_EXTENSIONS = 0x8008;
    private static final int FORWARD_TSN_SUPPORTED = 0xC000;

    /** Reads the packet's present chunk; null when it is impossible. */
    static @Nullable InitChunk read(PacketReader packet) {
        byte[] buf = packet.bytes();
        int at = packet.value();
        if (packet.valueSize() < FIXED) {
            return null;
        }
        var parameters = new Reading();
        if (!parameters.read(buf, at + FIXED, packet.valueSize() - FIXED)) {
            return null;
        }
        var chunk = new InitChunk(
                RtpBytes.readInt(buf, at),
                RtpBytes.readUnsignedInt(buf, at + 4),
                RtpBytes.readShort(buf, at + 8),
                RtpBytes.readShort(buf, at + 10),
                RtpBytes.readInt(buf, at + 12),
                parameters.forwardsTsn,
                parameters.reconfigures,
                parameters.cookie,
                parameters.unrecognized);
        boolean possible =
                chunk.tag != 0 && chunk.window >= MIN_WINDOW && chunk.outgoingStreams > 0 && chunk.incomingStreams > 0;
        return possible ? chunk : null;
    }

    /** Writes it into a packet of its own (RFC 9260 6.10: it is not bundled). */
    void write(PacketWriter packet, int type) {
        packet.open(type, 0);
        packet.putInt(tag);
        packet.putInt((int) window);
        packet.putShort(outgoingStreams);
        packet.putShort(incomingStreams);
        packet.putInt(initialTsn);
        packet.putShort(FORWARD_TSN_SUPPORTED);
        packet.putShort(FieldCursor.HEADER);
        packet.putShort(SUPPORTED_EXTENSIONS);
        packet.putShort(FieldCursor.HEADER + 2);
        packet.putByte(ChunkType.RE_CONFIG);
        packet.putByte(ChunkType.FORWARD_TSN);
        packet.putShort(0);
        if (cookie != null) {
            writeParameter(packet, STATE_COOKIE, cookie);
        }
        for (byte[] parameter : unrecognized) {
            writeParameter(packet, UNRECOGNIZED_PARAMETER, parameter);
        }
        packet.close();
    }

    private static void writeParameter(PacketWriter packet, int type, byte[] value) {
        packet.putShort(type);
        packet.putShort(FieldCursor.HEADER + value.length);
        packet.putBytes(value, 0, value.length);
        for (int n = value.length; n < FieldCursor.padded(value.length); n++) {
            packet.putByte(0);
        }
    }

    /** What the parameters said so far. */
    private static final class Reading {
        private boolean forwardsTsn;
        private boolean reconfigures;
        private byte @Nullable [] cookie;
        private final List<byte[]> unrecognized = new ArrayList<>();
        private int reported;

        /** False when a length is impossible. */
        boolean read(byte[] buf, int from, int size) {
            FieldCursor parameter = new FieldCursor();
            parameter.reset(buf, from, size);
            while (parameter.next()) {
                if (!take(parameter)) {
                    return true;
                }
            }
            return !parameter.isMalformed();
        }

        /** False when what follows is not to be looked at (RFC 9260 3.2.1). */
        private boolean take(FieldCursor parameter) {
            byte[] buf = parameter.bytes();
            int from = parameter.value();
            switch (parameter.type()) {
                case STATE_COOKIE -> cookie = Arrays.copyOfRange(buf, from, from + parameter.valueSize());
                case FORWARD_TSN_SUPPORTED -> forwardsTsn = true;
                case SUPPORTED_EXTENSIONS -> {
                    for (int n = from; n < from + parameter.valueSize(); n++) {
                        forwardsTsn |= (buf[n] & 0xff) == ChunkType.FORWARD_TSN;
                        reconfigures |= (buf[n] & 0xff) == ChunkType.RE_CONFIG;
                    }
                }
                case IPV4_ADDRESS,
                        IPV6_ADDRESS,
                        HOST_NAME,
                        ADDRESS_TYPES,
                        UNRECOGNIZED_PARAMETER,
                        COOKIE_PRESERVATIVE -> {
                    // Addresses are DTLS's business (RFC 8261 6), the others are no news.
                }
                default -> {
                    return unknown(parameter);
                }
            }
            return true;
        }

        private boolean unknown(FieldCursor parameter) {
            int size = FieldCursor.HEADER + FieldCursor.padded(parameter.length());
            if ((parameter.type() & 0x4000) != 0 && reported + size <= MAX_REPORT) {
                reported += size;
                int start = parameter.start();
                unrecognized.add(Arrays.copyOfRange(parameter.bytes(), start, start + parameter.length()));
            }
            return (parameter.type() & 0x8000) != 0;
        }
    }
}
