package org.auralink.media.room;

import java.util.List;
import java.util.Map;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.PublisherAnswer;
import org.auralink.media.sdp.RemoteTransport;
import org.auralink.media.sdp.SdpException;
import org.auralink.media.sdp.Session;
import org.auralink.media.sdp.SubscriberOffer;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportState;
import org.jspecify.annotations.Nullable;

/**
 * The client offers, the room answers: what LiveKit calls the publisher connection. When the room also sends over it,
 * it cannot offer the sections that it needs, so it asks the client for an offer that has them.
 */
final class Answering implements Negotiation {
    private final RoomShared shared;
    private final ClientConnection connection;
    private final Receiving receiving;
    private final @Nullable Sending sending;
    private final long sessionId;
    private String remoteUfrag = "";
    /** The section that carries the connection, once one does. */
    private String carrier = "";

    private DtlsRole role = DtlsRole.SERVER;
    private int version;
    private boolean asked;
    private long askedAt;

    /** @param sending null when the room does not send over this connection */
    Answering(RoomShared shared, ClientConnection connection, Receiving receiving, @Nullable Sending sending) {
        this.shared = shared;
        this.connection = connection;
        this.receiving = receiving;
        this.sending = sending;
        sessionId = shared.sids().number() & 0x7FFF_FFFFL;
    }

    @Override
    public void offered(long now, ClientSignal.Offer described) {
        Session session = described.session();
        PeerTransport transport;
        try {
            transport = session.isOff() ? connection.open(now) : connect(now, RemoteTransport.of(session));
        } catch (SdpException e) {
            connection.refused("offer: " + e.getMessage());
            return;
        }
        if (transport.state() == TransportState.FAILED || transport.state() == TransportState.CLOSED) {
            return;
        }
        Map<String, List<Codec>> accepted = receiving.offered(now, session);
        Map<String, String> trackIds = receiving.trackIds();
        Map<String, SubscriberOffer.Section> sent = Map.of();
        if (sending != null) {
            asked = false;
            sent = sending.answer(now, session, transport);
            trackIds.putAll(sending.trackIds());
        }
        String sdp = PublisherAnswer.write(
                session,
                accepted,
                sent,
                shared.local(transport, connection.reach()),
                role,
                carrier,
                sessionId,
                ++version);
        carrier = PublisherAnswer.carrier(session, accepted, carrier);
        connection.dataDescribed(now, session);
        var description = new SessionDescription(sdp, described.id(), trackIds);
        connection.client().send(new ServerSignal.Answer(description));
    }

    private PeerTransport connect(long now, RemoteTransport remote) {
        PeerTransport present = connection.open(now);
        if (remoteUfrag.isEmpty()) {
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
        // The client begins ICE anew: it offers with other credentials. What it was asked for may be lost.
        asked = false;
    }

    @Override
    public void connected(long now) {
        // Who was away gets as long for an offer as anybody.
        askedAt = now;
    }

    /** Asks for an offer when something changed in what is sent, and notices a client that makes none. */
    @Override
    public void tick(long now, boolean reachable) {
        if (sending == null || !reachable || version == 0) {
            return;
        }
        if (asked && now - askedAt > shared.limits().answerWithinNanos()) {
            connection.timedOut(now);
        } else if (!asked && sending.isChanged()) {
            asked = true;
            askedAt = now;
            int audios = sending.missing(TrackKind.AUDIO);
            int videos = sending.missing(TrackKind.VIDEO);
            connection.client().send(new ServerSignal.MediaSectionsRequired(audios, videos));
        }
    }
}
