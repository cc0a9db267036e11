package org.auralink.media.codec;

import org.auralink.media.rtp.RtpBytes;

/** What the room needs to know of an H.264 payload (RFC 6184 5). */
final class H264Payload extends PayloadDescriptor {
    private static final int SPS = 7;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;

    @Override
    public PayloadDescriptor ofHistory() {
        return new H264Payload();
    }

    @Override
    boolean parse(byte[] buf, int from, int size) {
        setKeyFrameStart(isKeyFrameStart(buf, from, size));
        return true;
    }

    /**
     * Whether a decoder can begin with this packet: it has a sequence parameter set, alone, aggregated or at the
     * beginning of a fragment. Browsers send the parameter sets in front of each IDR picture; the picture alone is no
     * place to begin, because the sets before it would be taken for late and left out.
     */
    static boolean isKeyFrameStart(byte[] buf, int from, int size) {
        if (size < 2) {
            return false;
        }
        int type = buf[from] & 0x1F;
        return switch (type) {
            case SPS -> true;
            case STAP_A -> aggregateHasKeyFrame(buf, from + 1, from + size);
            case FU_A -> (buf[from + 1] & 0x9F) == (0x80 | SPS);
            default -> false;
        };
    }

    private static boolean aggregateHasKeyFrame(byte[] buf, int from, int end) {
        int at = from;
        while (at + 2 < end) {
            int size = RtpBytes.readShort(buf, at);
            if ((buf[at + 2] & 0x1F) == SPS) {
                return true;
            }
            at += 2 + size;
        }
        return false;
    }
}
