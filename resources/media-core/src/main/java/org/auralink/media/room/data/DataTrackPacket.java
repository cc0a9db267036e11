package org.auralink.media.room.data;

import java.util.Arrays;
import org.auralink.media.rtp.RtpBytes;

/**
 * A packet of a data track as LiveKit's clients send it on {@code _data_track}: three bits of version, two that mark the
 * first and the last packet of a frame, one for an extension block, ten bits that are not used; then 16 bits each of the
 * track's handle, the packet's number and the frame's number, and 32 bits of time. A block of extensions follows, if there
 * is one, which begins with its length in words of four bytes less one. Nothing behind the frame's number is looked at.
 */
public final class DataTrackPacket {
    private static final int HEADER = 12;
    private static final int VERSION_SHIFT = 5;
    private static final int EXTENSION = 1 << 2;
    private static final int HANDLE = 2;
    private static final int FRAME = 6;
    private static final int WORD = 4;

    private DataTrackPacket() {}

    /**
     * Whether this is one that can be passed on: of the version of which the places are known, with a handle, and not
     * shorter than it says.
     */
    public static boolean isValid(byte[] buf, int from, int size) {
        if (size < HEADER || (buf[from] & 0xff) >>> VERSION_SHIFT != 0 || handle(buf, from) == 0) {
            return false;
        }
        if ((buf[from] & EXTENSION) == 0) {
            return true;
        }
        return size >= HEADER + 2 && HEADER + WORD * (RtpBytes.readShort(buf, from + HEADER) + 1) <= size;
    }

    /** Which track it is of, in the words of who sent it. */
    public static int handle(byte[] buf, int from) {
        return RtpBytes.readShort(buf, from + HANDLE);
    }

    /** Number of the frame it is a part of, 0 to 65535; others come after the last. */
    public static int frame(byte[] buf, int from) {
        return RtpBytes.readShort(buf, from + FRAME);
    }

    /** The packet for a receiver who knows the track by this handle. */
    public static byte[] withHandle(byte[] buf, int from, int size, int handle) {
        byte[] packet = Arrays.copyOfRange(buf, from, from + size);
        RtpBytes.writeShort(packet, HANDLE, handle);
        return packet;
    }
}
