package org.auralink.media.node.client;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.MediaTransport;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportState;

/** The node's side of one client, and what it is told; readable from the test's thread. */
final class Association implements MediaSink {
    final List<byte[]> received = new CopyOnWriteArrayList<>();
    volatile TransportState state = TransportState.NEW;
    volatile FailureReason reason;
    PeerTransport transport;
    IceCredentials credentials;

    static Association open(long now, DatagramLoop loop, IceCredentials client, Fingerprint fingerprint) {
        var association = new Association();
        association.transport = loop.open(
                now,
                (at, transport, state, reason) -> {
                    association.state = state;
                    association.reason = reason;
                },
                association);
        association.transport.setRemote(now, client, fingerprint, DtlsRole.SERVER);
        association.credentials = association.transport.localCredentials();
        return association;
    }

    @Override
    public void onRtp(long now, MediaTransport from, RtpPacket packet) {
        received.add(Arrays.copyOfRange(packet.array(), packet.offset(), packet.offset() + packet.length()));
    }

    @Override
    public void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets) {}
}
