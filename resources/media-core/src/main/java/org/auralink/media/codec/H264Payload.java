package org.auralink.media.codec;

import org.auralink.media.rtp.RtpBytes;

/** What the room needs to know of an H.264 payload (RFC 6184 5). */
final class H264Payload extends PayloadDescriptor {
    private static final int SPS = 7;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    /** The highest type of a slice that is no IDR picture's; the lowest is 1. */
    private static final int SLICE = 4;

    private int temporal;

    @Override
    public PayloadDescriptor ofHistory() {
        return new H264Payload();
    }

    @Override
    boolean parse(byte[] buf, int from, int size) {
        setKeyFrameStart(isKeyFrameStart(buf, from, size));
        temporal = isNeededByOthers(buf, from, size) ? 0 : 1;
        return true;
    }

    /**
     * Whether other pictures may need this one (nal_ref_idc, ITU-T H.264 7.4.1). Encoders with temporal layers have
     * nobody need the pictures of the highest. An aggregate says so for all that is in it (RFC 6184 5.7.1), and a
     * fragment for what it is of. What is no slice says nothing about its picture.
     */
    private static boolean isNeededByOthers(byte[] buf, int from, int size) {
        if (size < 2 || (buf[from] & 0x60) != 0) {
            return true;
        }
        int type = buf[from] & 0x1F;
        return switch (type) {
            case STAP_A -> !aggregateHas(buf, from + 1, from + size, 1, SLICE);
            case FU_A -> !isSlice(buf[from + 1] & 0x1F);
            default -> !isSlice(type);
        };
    }

    private static boolean isSlice(int type) {
        return type >= 1 && type <= SLICE;
    }

    /** 0, or 1 for what no other picture needs. */
    @Override
    public int temporal() {
        return temporal;
    }

    /** What nobody needs can be had again any time. */
    @Override
    boolean isSwitchingUpPoint() {
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
            case STAP_A -> aggregateHas(buf, from + 1, from + size, SPS, SPS);
            case FU_A -> (buf[from + 1] & 0x9F) == (0x80 | SPS);
            default -> false;
        };
    }

    private static boolean aggregateHas(byte[] buf, int from, int end, int lowest, int highest) {
        int at = from;
        while (at + 2 < end) {
            int size = RtpBytes.readShort(buf, at);
            int type = buf[at + 2] & 0x1F;
            if (type >= lowest && type <= highest) {
                return true;
            }
            at += 2 + size;
        }
        return false;
    }
}
