package org.auralink.media.rtp;

/** Retransmission payload format (RFC 4588 4): the original sequence number stands before the payload. */
public final class Rtx {
    /** Bytes of the original sequence number. */
    private static final int OVERHEAD = 2;

    private Rtx() {}

    /**
     * Turns a retransmission into the packet it repeats, in place, and points the view at it.
     *
     * @return false when there is nothing inside (probing by padding) or it is too short
     */
    public static boolean unwrap(RtpPacket rtx, int payloadType, int ssrc) {
        if (rtx.payloadLength() <= OVERHEAD) {
            return false;
        }
        byte[] buf = rtx.array();
        int sequence = RtpBytes.readShort(buf, rtx.payloadOffset());
        int start = rtx.offset();
        System.arraycopy(buf, start, buf, start + OVERHEAD, rtx.headerLength());
        if (!rtx.parse(buf, start + OVERHEAD, rtx.length() - OVERHEAD)) {
            return false;
        }
        rtx.setPayloadType(payloadType);
        rtx.setSequenceNumber(sequence);
        rtx.setSsrc(ssrc);
        return true;
    }
}
