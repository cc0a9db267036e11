package org.auralink.media.node.net;

import java.util.List;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.MediaTransport;

/** Takes no interest in media. */
final class NoMedia implements MediaSink {
    @Override
    public void onRtp(long now, MediaTransport from, RtpPacket packet) {}

    @Override
    public void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets) {}
}
