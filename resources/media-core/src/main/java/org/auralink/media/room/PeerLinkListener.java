package org.auralink.media.room;

import java.util.List;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;

/** What happens on an association. Called on the room's thread. */
public interface PeerLinkListener {
    /** Media can flow; called once, and again after an interruption. */
    void onConnected(long now);

    /** The association is over: no consent, handshake refused, certificate not the announced one, or closed by the client. */
    void onFailed(long now);

    /** An RTP packet, decrypted and authentic. The view is valid, and may be written to, until this returns. */
    void onRtp(long now, RtpPacket packet);

    /** RTCP packets of one datagram. */
    void onRtcp(long now, List<RtcpPacket> packets);
}
