package org.auralink.media.codec;

/**
 * The descriptor before a VP9 payload (RFC 9628 4.2): which layers of which picture a packet belongs to. Pictures are
 * made of a frame for each spatial layer, all with one timestamp.
 */
final class Vp9Descriptor extends PayloadDescriptor {
    private static final int MAX_REFERENCES = 3;

    private int flags;
    private boolean whole;
    private boolean layered;
    private int spatial;
    private int temporal;
    private boolean switchingUp;

    @Override
    public PayloadDescriptor ofHistory() {
        return new Vp9Descriptor();
    }

    @Override
    boolean parse(byte[] buf, int from, int size) {
        clear();
        layered = false;
        spatial = 0;
        temporal = 0;
        switchingUp = false;
        flags = size < 1 ? 0 : buf[from];
        int end = from + size;
        int at = size < 1 ? -1 : fields(buf, from, end);
        whole = at >= 0 && at <= end;
        if (!whole) {
            clear();
            return false;
        }
        setKeyFrameStart(spatial == 0 && beginsFrame() && !isInterPicturePredicted() && at < end);
        return true;
    }

    private int fields(byte[] buf, int from, int end) {
        int at = from + 1;
        if ((flags & 0x80) != 0) {
            at = readPictureId(buf, from, at, end);
        }
        if (at >= 0 && (flags & 0x20) != 0) {
            at = layers(buf, from, at, end);
        }
        if (at >= 0 && (flags & 0x50) == 0x50) {
            at = references(buf, at, end);
        }
        return at >= 0 && (flags & 0x02) != 0 ? structure(buf, at, end) : at;
    }

    private int layers(byte[] buf, int from, int at, int end) {
        if (at >= end) {
            return -1;
        }
        layered = true;
        temporal = buf[at] >> 5 & 0x07;
        switchingUp = (buf[at] & 0x10) != 0;
        spatial = buf[at] >> 1 & 0x07;
        // Flexible mode says which pictures a frame needs; the other counts the base layer's.
        return isFlexible() ? at + 1 : readTl0(buf, from, at + 1, end);
    }

    private static int references(byte[] buf, int from, int end) {
        int at = from;
        for (int i = 0; i < MAX_REFERENCES; i++) {
            if (at >= end) {
                return -1;
            }
            if ((buf[at++] & 0x01) == 0) {
                return at;
            }
        }
        return at;
    }

    /** The scalability structure: sizes of the layers, and how pictures depend on each other. */
    private static int structure(byte[] buf, int from, int end) {
        if (from >= end) {
            return -1;
        }
        int head = buf[from];
        int at = from + 1 + ((head & 0x10) != 0 ? 4 * ((head >> 5 & 0x07) + 1) : 0);
        if ((head & 0x08) == 0) {
            return at;
        }
        if (at >= end) {
            return -1;
        }
        int pictures = buf[at++] & 0xff;
        for (int i = 0; i < pictures; i++) {
            if (at >= end) {
                return -1;
            }
            at += 1 + (buf[at] >> 2 & 0x03);
        }
        return at;
    }

    /** Whether it could be read; a payload of nothing, or one that is cut, is of no use to anybody. */
    @Override
    public boolean isWhole() {
        return whole;
    }

    private boolean isFlexible() {
        return (flags & 0x10) != 0;
    }

    /** Whether it needs an earlier picture; in a picture of which the lowest layer does not, none does. */
    boolean isInterPicturePredicted() {
        return (flags & 0x40) != 0;
    }

    /** Whether a frame of one layer begins in this packet. */
    boolean beginsFrame() {
        return (flags & 0x08) != 0;
    }

    /** Whether a frame of one layer ends with this packet. */
    boolean endsFrame() {
        return (flags & 0x04) != 0;
    }

    /** Whether it says which layers it belongs to; what does not is all there is. */
    boolean isLayered() {
        return layered;
    }

    /** Place among the sizes, 0 for the smallest. */
    int spatial() {
        return spatial;
    }

    @Override
    public int temporal() {
        return temporal;
    }

    /** Whether no later picture of a higher temporal layer needs one of those before this picture. */
    @Override
    boolean isSwitchingUpPoint() {
        return switchingUp;
    }
}
