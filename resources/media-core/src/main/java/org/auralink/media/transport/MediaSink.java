package org.auralink.media.transport;

import java.util.List;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;

/** Takes the decrypted, authentic, non-repeated media of a client. Called on the loop's thread. */
public interface MediaSink {
    /**
     * An RTP packet arrived.
     *
     * @param now nanoseconds of the loop's clock
     * @param packet a view that is valid, and may be written to, until this returns
     */
    void onRtp(long now, MediaTransport from, RtpPacket packet);

    /** An RTCP datagram arrived; {@code packets} holds those of a known type. */
    void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets);
}
