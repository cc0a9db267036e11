package org.auralink.media.room;

import java.util.List;
import java.util.Map;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.PublisherAnswer;
import org.auralink.media.sdp.RemoteTransport;
import org.auralink.media.sdp.SdpException;
import org.auralink.media.sdp.Session;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportState;

/** The client offers, the room answers: what LiveKit calls the publisher connection. */
final class Answering implements Negotiation {
    private final RoomShared shared;
    private final ClientConnection connection;
    private final Receiving receiving;
    private final long sessionId;
    private String remoteUfrag = "";
    /** The section that carries the connection, once one does. */
    private String carrier = "";

    private DtlsRole role = DtlsRole.SERVER;
    private int version;

    Answering(RoomShared shared, ClientConnection connection, Receiving receiving) {
        this.shared = shared;
        this.connection = connection;
        this.receiving = receiving;
        sessionId = shared.sids().number() & 0x7FFF_FFFFL;
    }

    @Override
    public void offered(long now, ClientSignal.Offer described) {
        Session session = described.session();
        RemoteTransport remote;
        try {
            remote = RemoteTransport.of(session);
        } catch (SdpException e) {
            connection.refused("offer: " + e.getMessage());
            return;
        }
        PeerTransport transport = connect(now, remote);
        if (transport.state() == TransportState.FAILED || transport.state() == TransportState.CLOSED) {
            return;
        }
        Map<String, List<Codec>> accepted = receiving.offered(now, session);
        String sdp =
                PublisherAnswer.write(session, accepted, shared.local(transport), role, carrier, sessionId, ++version);
        carrier = PublisherAnswer.carrier(session, accepted, carrier);
        var description = new SessionDescription(sdp, described.id(), receiving.trackIds());
        connection.client().send(new ServerSignal.Answer(description));
    }

    private PeerTransport connect(long now, RemoteTransport remote) {
        PeerTransport present = connection.transport();
        if (present == null) {
            present = connection.open(now);
            role = remote.ours();
        } else if (!remoteUfrag.equals(remote.credentials().ufrag())) {
            present.restartIce(now);
        }
        remoteUfrag = remote.credentials().ufrag();
        present.setRemote(now, remote.credentials(), remote.fingerprint(), role);
        return present;
    }

    @Override
    public void answered(long now, ClientSignal.Answer described) {
        // Nothing was offered.
    }

    @Override
    public void resumed(long now) {
        // The client begins: it offers with other credentials.
    }

    @Override
    public void connected(long now) {
        // Nothing waits for it.
    }

    @Override
    public void tick(long now, boolean reachable) {
        // Every offer was answered at once.
    }
}
