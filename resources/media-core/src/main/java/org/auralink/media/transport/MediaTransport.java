package org.auralink.media.transport;

/** What a room needs of a client's association: a way to send media. Called on the loop's thread only. */
public interface MediaTransport {
    /**
     * Seals a complete RTP packet and sends it.
     *
     * @param now nanoseconds of the loop's clock
     * @param buf holds the packet; is read, not written, and free again on return
     * @return false when it was dropped, and counted: not connected yet, or not an RTP packet
     */
    boolean sendRtp(long now, byte[] buf, int from, int size);

    /** Seals compound or reduced-size RTCP and sends it, like {@link #sendRtp}. */
    boolean sendRtcp(long now, byte[] buf, int from, int size);

    /** Whether media can flow. */
    TransportState state();
}
