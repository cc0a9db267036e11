package org.auralink.media.rtp;

/** Retransmission payload format (RFC 4588 4): the original sequence number stands before the payload. */
public final class Rtx {
    /** Bytes that wrapping adds. */
    public static final int OVERHEAD = 2;

    private Rtx() {}

    /**
     * Writes a retransmission of {@code original}, its header extensions as they are.
     *
     * @return bytes written at {@code out[0]}, or -1 when they do not fit
     */
    public static int wrap(RtpPacket original, int payloadType, int sequence, int ssrc, byte[] out) {
        int header = original.headerLength();
        int size = header + OVERHEAD + original.payloadLength();
        if (size > out.length) {
            return -1;
        }
        byte[] in = original.array();
        System.arraycopy(in, original.offset(), out, 0, header);
        RtpBytes.writeShort(out, header, original.sequenceNumber());
        System.arraycopy(in, original.payloadOffset(), out, header + OVERHEAD, original.payloadLength());
        out[0] &= ~0x20;
        out[1] = (byte) (out[1] & 0x80 | payloadType & 0x7F);
        RtpBytes.writeShort(out, 2, sequence);
        RtpBytes.writeInt(out, 8, ssrc);
        return size;
    }

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
