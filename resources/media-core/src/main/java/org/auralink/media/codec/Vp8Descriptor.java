package org.auralink.media.codec;

/** The descriptor before a VP8 payload (RFC 7741 4.2). */
final class Vp8Descriptor extends PayloadDescriptor {
    @Override
    public PayloadDescriptor ofHistory() {
        return new Vp8Descriptor();
    }

    @Override
    boolean parse(byte[] buf, int from, int size) {
        clear();
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
        return at >= 0 && (flags & 0x30) != 0 ? at + 1 : at;
    }
}
