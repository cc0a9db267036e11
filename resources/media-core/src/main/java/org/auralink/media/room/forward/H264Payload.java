package org.auralink.media.room.forward;

import org.auralink.media.rtp.RtpBytes;

/** What the room needs to know of an H.264 payload (RFC 6184 5). */
final class H264Payload {
    private static final int IDR = 5;
    private static final int SPS = 7;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;

    private H264Payload() {}

    /**
     * Whether a decoder can begin with this packet: it has a sequence parameter set, alone or aggregated, or begins an
     * IDR picture. Browsers send the parameter sets in front of each IDR picture.
     */
    static boolean isKeyFrameStart(byte[] buf, int from, int size) {
        if (size < 2) {
            return false;
        }
        int type = buf[from] & 0x1F;
        return switch (type) {
            case IDR, SPS -> true;
            case STAP_A -> aggregateHasKeyFrame(buf, from + 1, from + size);
            case FU_A -> (buf[from + 1] & 0x80) != 0 && isKeyType(buf[from + 1] & 0x1F);
            default -> false;
        };
    }

    private static boolean aggregateHasKeyFrame(byte[] buf, int from, int end) {
        int at = from;
        while (at + 2 < end) {
            int size = RtpBytes.readShort(buf, at);
            if (isKeyType(buf[at + 2] & 0x1F)) {
                return true;
            }
            at += 2 + size;
        }
        return false;
    }

    private static boolean isKeyType(int type) {
        return type == IDR || type == SPS;
    }
}
