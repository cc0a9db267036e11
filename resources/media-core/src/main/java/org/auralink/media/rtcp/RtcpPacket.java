package org.auralink.media.rtcp;

/** One RTCP packet of a compound (RFC 3550 6). SSRCs are 32 bits in an int, so possibly negative. */
public sealed interface RtcpPacket
        permits SenderReport,
                ReceiverReport,
                SourceDescription,
                Nack,
                TransportFeedback,
                PictureLossIndication,
                FullIntraRequest {
    /** Bytes that {@link #write} needs, a multiple of four. */
    int size();

    /**
     * Writes the packet with its header.
     *
     * @param out with at least {@link #size()} bytes from {@code at}
     * @return bytes written
     */
    int write(byte[] out, int at);
}
