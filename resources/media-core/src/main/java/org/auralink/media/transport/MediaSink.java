package org.auralink.media.transport;

import java.util.List;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;

/** Takes the decrypted, authentic, non-repeated media and data of a client. Called on the loop's thread. */
public interface MediaSink {
    /**
     * An RTP packet arrived.
     *
     * @param now nanoseconds of the loop's clock
     * @param packet a view that is valid, and may be written to, until this returns
     */
    void onRtp(long now, MediaTransport from, RtpPacket packet);

    /** Application data of the DTLS association arrived; the array is free again on return. Not every sink has a use for it. */
    default void onData(long now, MediaTransport from, byte[] buf, int at, int size) {
        // Nothing was negotiated that it could be.
    }

    /** An RTCP datagram arrived; {@code packets} holds those of a known type. */
    void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets);
}
