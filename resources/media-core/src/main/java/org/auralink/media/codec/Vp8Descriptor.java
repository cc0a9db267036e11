package org.auralink.media.codec;

/** The descriptor before a VP8 payload (RFC 7741 4.2). */
final class Vp8Descriptor extends PayloadDescriptor {
    private int temporal;
    private boolean switchingUp;

    @Override
    public PayloadDescriptor ofHistory() {
        return new Vp8Descriptor();
    }

    @Override
    boolean parse(byte[] buf, int from, int size) {
        clear();
        temporal = 0;
        switchingUp = false;
        if (size < 1) {
            return false;
        }
        int end = from + size;
        int first = buf[from];
        int at = from + 1;
        if ((first & 0x80) != 0) {
            at = extensions(buf, from, at, end);
            if (at < 0 || at > end) {
                clear();
                return false;
            }
        }
        // Start of the first partition of a frame, whose first bit is clear for key frames (RFC 6386 9.1).
        boolean start = (first & 0x10) != 0 && (first & 0x07) == 0;
        setKeyFrameStart(start && at < end && (buf[at] & 0x01) == 0);
        return true;
    }

    private int extensions(byte[] buf, int from, int extensionsAt, int end) {
        if (extensionsAt >= end) {
            return -1;
        }
        int flags = buf[extensionsAt];
        int at = extensionsAt + 1;
        if ((flags & 0x80) != 0) {
            at = readPictureId(buf, from, at, end);
        }
        if (at >= 0 && (flags & 0x40) != 0) {
            at = readTl0(buf, from, at, end);
        }
        return at >= 0 && (flags & 0x30) != 0 ? layer(buf, from, at, end, flags) : at;
    }

    /** Temporal layer and count of key frames share a byte, of which either may mean nothing. */
    private int layer(byte[] buf, int from, int at, int end, int flags) {
        if (at < end && (flags & 0x20) != 0) {
            temporal = buf[at] >> 6 & 0x03;
            switchingUp = (buf[at] & 0x20) != 0;
        }
        return (flags & 0x10) != 0 ? readKeyIndex(buf, from, at, end) : at + 1;
    }

    @Override
    public int temporal() {
        return temporal;
    }

    /** Whether it needs the base layer only. */
    @Override
    boolean isSwitchingUpPoint() {
        return switchingUp;
    }
}
