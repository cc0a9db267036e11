package org.auralink.media.room.forward;

import org.auralink.media.rtp.RtpBytes;

/**
 * The descriptor before a VP8 payload (RFC 7741 4.2): where its counters are, and whether a key frame begins. Reused;
 * holds positions relative to the payload's first byte.
 */
final class Vp8Descriptor {
    private int pictureIdAt = -1;
    private boolean longPictureId;
    private int pictureId;
    private int tl0At = -1;
    private int tl0;
    private boolean keyFrameStart;

    /** Reads the descriptor; false when the payload is too short to be one. */
    boolean parse(byte[] buf, int from, int size) {
        clear();
        if (size < 1) {
            return false;
        }
        int end = from + size;
        int first = buf[from];
        int at = from + 1;
        if ((first & 0x80) != 0) {
            if (at >= end) {
                return false;
            }
            at = extensions(buf, from, at, end);
            if (at < 0 || at > end) {
                clear();
                return false;
            }
        }
        // Start of the first partition of a frame, whose first bit is clear for key frames (RFC 6386 9.1).
        boolean start = (first & 0x10) != 0 && (first & 0x07) == 0;
        keyFrameStart = start && at < end && (buf[at] & 0x01) == 0;
        return true;
    }

    /** Makes it the descriptor of a packet that has none. */
    void clear() {
        pictureIdAt = -1;
        tl0At = -1;
        keyFrameStart = false;
    }

    private int extensions(byte[] buf, int from, int extensionsAt, int end) {
        int flags = buf[extensionsAt];
        int at = extensionsAt + 1;
        if ((flags & 0x80) != 0) {
            if (at >= end) {
                return -1;
            }
            longPictureId = (buf[at] & 0x80) != 0;
            if (longPictureId && at + 1 >= end) {
                return -1;
            }
            pictureIdAt = at - from;
            pictureId = longPictureId ? RtpBytes.readShort(buf, at) & 0x7FFF : buf[at] & 0x7F;
            at += longPictureId ? 2 : 1;
        }
        if ((flags & 0x40) != 0) {
            if (at >= end) {
                return -1;
            }
            tl0At = at - from;
            tl0 = buf[at] & 0xff;
            at++;
        }
        return (flags & 0x30) != 0 ? at + 1 : at;
    }

    /** Whether a key frame begins in this packet. */
    boolean isKeyFrameStart() {
        return keyFrameStart;
    }

    /** Whether frames are numbered. */
    boolean hasPictureId() {
        return pictureIdAt >= 0;
    }

    /** The frame's number, 7 or 15 bits. */
    int pictureId() {
        return pictureId;
    }

    /** Whether base layer frames are counted. */
    boolean hasTl0() {
        return tl0At >= 0;
    }

    /** Count of base layer frames, 8 bits. */
    int tl0() {
        return tl0;
    }

    /** Adds offsets to the counters, modulo their width, in a copy of the payload. */
    void shift(byte[] buf, int payload, int pictureIdOffset, int tl0Offset) {
        if (pictureIdAt >= 0) {
            int at = payload + pictureIdAt;
            if (longPictureId) {
                RtpBytes.writeShort(buf, at, 0x8000 | pictureId + pictureIdOffset & 0x7FFF);
            } else {
                buf[at] = (byte) (pictureId + pictureIdOffset & 0x7F);
            }
        }
        if (tl0At >= 0) {
            buf[payload + tl0At] = (byte) (tl0 + tl0Offset);
        }
    }
}
