package org.auralink.media.transport;

import java.util.Arrays;
import org.auralink.media.rtp.RtpBytes;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what comes over a connection, however it was cut. Keeps what is not whole yet and what was not taken. One
 * thread.
 */
public final class FrameBuffer {
    /** Bytes of length before a datagram (RFC 4571). */
    public static final int LENGTH = 2;

    private final Framing framing;
    private final int largest;
    private byte[] bytes = new byte[0];
    private int end;

    /** How a connection tells where one thing ends and the next begins. */
    public enum Framing {
        /** Datagrams, each with two bytes of length before it (RFC 4571). */
        DATAGRAMS {
            @Override
            public int sizeAt(byte[] bytes, int at) {
                return LENGTH + RtpBytes.readShort(bytes, at);
            }
        },
        /** STUN messages, and channel data that is filled up to a multiple of four (RFC 8656 12.5). */
        TURN {
            @Override
            public int sizeAt(byte[] bytes, int at) {
                return switch (bytes[at] & 0xC0) {
                    case 0 -> STUN_HEADER + RtpBytes.readShort(bytes, at + 2);
                    case 0x40 -> 4 + (RtpBytes.readShort(bytes, at + 2) + 3) / 4 * 4;
                    default -> Integer.MAX_VALUE;
                };
            }
        };

        private static final int STUN_HEADER = 20;

        /** The size of what begins at an index, whose first four bytes are there, or two of datagrams. */
        public abstract int sizeAt(byte[] bytes, int at);

        private int least() {
            return this == DATAGRAMS ? LENGTH : 4;
        }
    }

    /** @param largest frame that is accepted, bytes, all included */
    public FrameBuffer(Framing framing, int largest) {
        this.framing = framing;
        this.largest = largest;
    }

    /** Makes room for more of the connection's bytes, which go to the result from {@link #end} on. */
    public byte[] room(int size) {
        if (bytes.length < end + size) {
            bytes = Arrays.copyOf(bytes, end + size);
        }
        return bytes;
    }

    /** Where the next bytes go. */
    public int end() {
        return end;
    }

    /** So many bytes were put there. */
    public void added(int size) {
        end += size;
    }

    /** Takes the first frame; null when it is not whole yet. */
    public byte @Nullable [] first() {
        return take(isWhole(0) ? framing.sizeAt(bytes, 0) : 0);
    }

    /** Takes all frames that are whole; null when none is. */
    public byte @Nullable [] whole() {
        int to = 0;
        while (isWhole(to)) {
            to += framing.sizeAt(bytes, to);
        }
        return take(to);
    }

    /** How many datagrams there are in what {@link #whole} returned. */
    public static int count(byte[] datagrams) {
        int count = 0;
        for (int at = 0; at < datagrams.length; count++) {
            at += Framing.DATAGRAMS.sizeAt(datagrams, at);
        }
        return count;
    }

    /** Whether the frame that comes first now is larger than any may be, or none: nothing will be whole any more. */
    public boolean isMalformed() {
        return end >= framing.least() && framing.sizeAt(bytes, 0) > largest;
    }

    private boolean isWhole(int at) {
        if (end - at < framing.least()) {
            return false;
        }
        int size = framing.sizeAt(bytes, at);
        return size <= largest && size <= end - at;
    }

    private byte @Nullable [] take(int to) {
        if (to == 0) {
            return null;
        }
        byte[] taken = Arrays.copyOf(bytes, to);
        // As much as is left, so that an idle connection keeps next to nothing.
        bytes = Arrays.copyOfRange(bytes, to, end);
        end -= to;
        return taken;
    }
}
