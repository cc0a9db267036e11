package org.auralink.media.room;

import java.util.List;
import org.auralink.media.room.model.Reach;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.SignalSink;
import org.auralink.media.room.signal.SignalTarget;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.sdp.Session;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.MediaRate;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.MediaTransport;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportFactory;
import org.auralink.media.transport.TransportListener;
import org.auralink.media.transport.TransportState;
import org.jspecify.annotations.Nullable;

/**
 * One peer connection of a client: its association, the negotiation of what it carries, and up to two halves, of which
 * one receives and the other sends.
 */
final class ClientConnection implements MediaSink, TransportListener {
    private final RoomShared shared;
    private final SignalTarget target;
    private final ConnectionListener listener;
    private final SignalSink client;
    private final Negotiation negotiation;
    private final @Nullable Receiving receiving;
    private final @Nullable Sending sending;
    private final Owner owner;
    private @Nullable PeerTransport transport;
    private @Nullable DataPath data;
    private boolean wasUp;
    /** What the association knows of what the client announced. */
    private MediaRate expected = MediaRate.NONE;

    /** What the connections of one client have in common: their room, who is told how they are, and the client. */
    record Owner(RoomShared shared, ConnectionListener listener, DataListener data, SignalSink client) {}

    private ClientConnection(Owner owner, Receiving receiving) {
        this.owner = owner;
        shared = owner.shared;
        listener = owner.listener;
        client = owner.client;
        target = SignalTarget.PUBLISHER;
        this.receiving = receiving;
        sending = null;
        negotiation = new Answering(shared, this, receiving, null);
    }

    private ClientConnection(long now, Owner owner, @Nullable Receiving receiving, SendingListener tracks) {
        this.owner = owner;
        shared = owner.shared;
        listener = owner.listener;
        client = owner.client;
        this.receiving = receiving;
        PeerTransport opened = open(now);
        if (receiving == null) {
            target = SignalTarget.SUBSCRIBER;
            sending = Sending.offering(shared, tracks, opened::sendRtp);
            negotiation = new Offering(shared, this, opened, sending);
        } else {
            target = SignalTarget.PUBLISHER;
            sending = Sending.answering(shared, tracks, opened::sendRtp);
            negotiation = new Answering(shared, this, receiving, sending);
        }
    }

    /** One on which the client offers what it sends; its association is opened with the first offer. */
    static ClientConnection receiving(Owner owner, Receiving receiving) {
        return new ClientConnection(owner, receiving);
    }

    /** One on which the room offers what it sends. */
    static ClientConnection sending(long now, Owner owner, SendingListener tracks) {
        return new ClientConnection(now, owner, null, tracks);
    }

    /** One on which the client offers what it sends, and sections to receive in. */
    static ClientConnection both(long now, Owner owner, Receiving receiving, SendingListener tracks) {
        return new ClientConnection(now, owner, receiving, tracks);
    }

    /** The half that sends, or null. */
    @Nullable
    Sending sending() {
        return sending;
    }

    /** Its association, opened when there is none yet. */
    PeerTransport open(long now) {
        PeerTransport present = transport;
        if (present == null) {
            present = shared.transports().open(now, this, this);
            transport = present;
            shared.context()
                    .events()
                    .connectionStarted(receiving == null ? SignalTarget.SUBSCRIBER : SignalTarget.PUBLISHER);
            data = new DataPath(shared, present, receiving == null, owner.data);
        }
        return present;
    }

    /** The client described what it has; from its first data section on there can be data channels. */
    void dataDescribed(long now, Session session) {
        DataPath present = data;
        if (present != null) {
            boolean connected = open(now).state() == TransportState.CONNECTED;
            session.data().ifPresent(section -> present.agreed(now, section.sctpPort(), connected));
        }
    }

    /** Its data channels; null while there is no association. */
    @Nullable
    DataPath data() {
        return data;
    }

    /** Over which ways the client shall look for us. */
    Reach reach() {
        return listener.ways().reach();
    }

    SignalSink client() {
        return client;
    }

    void offered(long now, ClientSignal.Offer described) {
        negotiation.offered(now, described);
    }

    void answered(long now, ClientSignal.Answer described) {
        negotiation.answered(now, described);
    }

    void resumed(long now) {
        negotiation.resumed(now);
    }

    /** The client described something that cannot be used. */
    void refused(String why) {
        listener.descriptionRefused(why);
    }

    /** The client did not answer in time. */
    void timedOut(long now) {
        listener.negotiationTimedOut(now);
    }

    @Override
    public void onRtp(long now, MediaTransport from, RtpPacket packet) {
        if (receiving != null) {
            receiving.receive(now, packet);
        }
    }

    @Override
    public void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets) {
        for (RtcpPacket packet : packets) {
            shared.context().events().feedback(packet, true);
        }
        if (receiving != null) {
            receiving.receive(now, packets);
        }
        if (sending != null) {
            sending.receive(now, packets);
        }
    }

    @Override
    public void onData(long now, MediaTransport from, byte[] buf, int at, int size) {
        DataPath present = data;
        if (present != null) {
            present.receive(now, buf, at, size);
        }
    }

    @Override
    public void onState(long now, PeerTransport from, TransportState state, @Nullable FailureReason reason) {
        if (state == TransportState.CONNECTED) {
            if (!wasUp) {
                wasUp = true;
                shared.context().events().connectionUp(target);
            }
            negotiation.connected(now);
            if (sending != null) {
                sending.start(now);
            }
            DataPath present = data;
            if (present != null) {
                present.start(now);
            }
        }
        listener.connectionChanged(now, target, state, reason);
    }

    /** Negotiates what is due, and sends feedback and reports of both halves together. */
    void tick(long now, boolean reachable) {
        negotiation.tick(now, reachable);
        PeerTransport present = transport;
        if (present == null || present.state() != TransportState.CONNECTED) {
            return;
        }
        if (receiving != null) {
            expect(now, present, receiving.expected());
            receiving.tick(now, present);
        }
        if (sending != null) {
            sending.tick(now, present);
        }
        shared.rtcp().flush(now, present);
        DataPath channels = data;
        if (channels != null) {
            channels.tick(now);
        }
    }

    private void expect(long now, PeerTransport present, MediaRate announced) {
        if (!announced.equals(expected)) {
            expected = announced;
            present.expect(now, announced);
        }
    }

    /** Its client is in another room, whose factory is responsible for its association from now on. */
    void moved(TransportFactory from) {
        PeerTransport present = transport;
        if (present != null) {
            shared.transports().adopt(present, from);
        }
    }

    /** Ends it; nothing is sent any more. */
    void close(long now) {
        if (sending != null) {
            sending.close();
        }
        PeerTransport present = transport;
        if (present != null) {
            present.close(now);
        }
    }
}
