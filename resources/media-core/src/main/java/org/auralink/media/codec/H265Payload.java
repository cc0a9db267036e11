package org.auralink.media.codec;

import org.auralink.media.rtp.RtpBytes;

/** What the room needs to know of an H.265 payload (RFC 7798 4.4). */
final class H265Payload extends PayloadDescriptor {
    /** Of a NAL unit: type in the high seven bits but the first, temporal layer in the low three of the second byte. */
    private static final int HEADER = 2;

    private static final int VPS = 32;
    private static final int AGGREGATE = 48;
    private static final int FRAGMENT = 49;
    /** Pictures behind which layers above can be had: TSA and STSA, needed by others or not (ITU-T H.265 7.4.2.2). */
    private static final int FIRST_ACCESS = 2;

    private static final int LAST_ACCESS = 5;

    private int temporal;
    private boolean switchingUp;

    @Override
    public PayloadDescriptor ofHistory() {
        return new H265Payload();
    }

    @Override
    boolean parse(byte[] buf, int from, int size) {
        clear();
        temporal = 0;
        switchingUp = false;
        if (size <= HEADER) {
            return false;
        }
        temporal = Math.max(0, (buf[from + 1] & 0x07) - 1);
        int type = first(buf, from, size);
        switchingUp = type >= FIRST_ACCESS && type <= LAST_ACCESS;
        setKeyFrameStart(type == VPS || type(buf, from) == AGGREGATE && aggregateHasVps(buf, from, from + size));
        return true;
    }

    /** Type of the NAL unit that the payload is, begins with or is the first fragment of; -1 for a later fragment. */
    private static int first(byte[] buf, int from, int size) {
        int type = type(buf, from);
        if (type == FRAGMENT) {
            return (buf[from + HEADER] & 0x80) != 0 ? buf[from + HEADER] & 0x3F : -1;
        }
        return type == AGGREGATE && size > 2 * HEADER ? type(buf, from + 2 * HEADER) : type;
    }

    private static int type(byte[] buf, int at) {
        return buf[at] >> 1 & 0x3F;
    }

    /**
     * Whether a decoder can begin with it: it has a video parameter set. Encoders send the three sets in front of each
     * picture that needs no other; that alone is no place to begin, because the sets would be taken for late.
     */
    private static boolean aggregateHasVps(byte[] buf, int from, int end) {
        int at = from + HEADER;
        while (at + HEADER < end) {
            if (type(buf, at + HEADER) == VPS) {
                return true;
            }
            at += HEADER + RtpBytes.readShort(buf, at);
        }
        return false;
    }

    @Override
    public int temporal() {
        return temporal;
    }

    @Override
    boolean isSwitchingUpPoint() {
        return switchingUp;
    }
}
