package org.auralink.media.room;

import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.sdp.RemoteTransport;
import org.auralink.media.sdp.SdpException;
import org.auralink.media.sdp.SubscriberOffer;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TokenBucket;
import org.auralink.media.transport.TransportState;

/**
 * The room offers, the client answers: what LiveKit calls the subscriber connection. One offer is under way at a time;
 * changes meanwhile go into the next.
 */
final class Offering implements Negotiation {
    private final RoomShared shared;
    private final ClientConnection connection;
    private final PeerTransport transport;
    private final Sending sending;
    private final long sessionId;
    private int version;
    private int offerId;
    private boolean underWay;
    private long offeredAt;
    private final TokenBucket restarts = new TokenBucket(1, RoomTimes.RESTART_EVERY, RoomTimes.RESTARTS_AT_ONCE);

    Offering(RoomShared shared, ClientConnection connection, PeerTransport transport, Sending sending) {
        this.shared = shared;
        this.connection = connection;
        this.transport = transport;
        this.sending = sending;
        sessionId = shared.sids().number() & 0x7FFF_FFFFL;
        // LiveKit begins anywhere in 1..256, so that offers of two sessions are not taken for each other.
        offerId = shared.sids().number() & 0xff;
    }

    @Override
    public void offered(long now, ClientSignal.Offer described) {
        // The client offers on its other connection.
    }

    /** One to another offer than the present one is late and means nothing. */
    @Override
    public void answered(long now, ClientSignal.Answer described) {
        if (!underWay || described.id() != 0 && described.id() != offerId) {
            return;
        }
        RemoteTransport remote;
        try {
            remote = RemoteTransport.of(described.session());
        } catch (SdpException e) {
            connection.refused("answer: " + e.getMessage());
            return;
        }
        underWay = false;
        transport.setRemote(now, remote.credentials(), remote.fingerprint(), remote.ours());
        sending.answered(now, described.session(), transport);
        connection.dataDescribed(now, described.session());
    }

    @Override
    public void resumed(long now) {
        restart(now);
    }

    private void restart(long now) {
        transport.restartIce(now);
        underWay = false;
        offer(now);
    }

    private void offer(long now) {
        underWay = true;
        offeredAt = now;
        offerId++;
        String sdp = SubscriberOffer.write(
                sending.offer(now), shared.local(transport, connection.reach()), sessionId, ++version);
        var description = new SessionDescription(sdp, offerId, sending.trackIds());
        connection.client().send(new ServerSignal.Offer(description));
    }

    @Override
    public void connected(long now) {
        // Who was away gets as long for an answer as anybody.
        offeredAt = now;
    }

    /** Offers what changed, looks for a client whose path is silent, and notices one that does not answer. */
    @Override
    public void tick(long now, boolean reachable) {
        // Somebody who sends no checks either is away; the association decides for how long.
        boolean away = transport.state() == TransportState.DISCONNECTED;
        if (underWay && reachable && !away && now - offeredAt > shared.limits().answerWithinNanos()) {
            connection.timedOut(now);
            return;
        }
        if (reachable && !underWay && transport.isSilent() && restarts.take(now, 1)) {
            shared.context().events().iceRestartAsked();
            restart(now);
        }
        if (sending.isChanged() && !underWay && reachable) {
            offer(now);
        }
    }
}
