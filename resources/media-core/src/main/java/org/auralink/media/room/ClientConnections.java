package org.auralink.media.room;

import org.auralink.media.room.data.DataKind;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.SignalSink;
import org.auralink.media.transport.TransportFactory;
import org.jspecify.annotations.Nullable;

/**
 * The peer connections of one client: one on which it publishes, and one on which it receives once it may; or one for
 * both.
 */
final class ClientConnections {
    private final ClientConnection.Owner owner;
    private final SendingListener tracks;
    private final Receiving receiving;
    private final ClientConnection publisher;
    /** Another one, or the same. */
    private @Nullable ClientConnection subscriber;

    /** @param single whether the client wants one connection for both directions */
    <L extends ConnectionListener & ReceivingListener & SendingListener & DataListener> ClientConnections(
            long now, RoomShared shared, L listener, SignalSink client, boolean single) {
        owner = new ClientConnection.Owner(shared, listener, listener, client);
        tracks = listener;
        receiving = new Receiving(shared, listener, client, this::roundTripNanos);
        if (single) {
            publisher = ClientConnection.both(now, owner, receiving, tracks);
            subscriber = publisher;
        } else {
            publisher = ClientConnection.receiving(owner, receiving);
        }
    }

    /** What the client publishes. */
    Receiving receiving() {
        return receiving;
    }

    /** What the client receives; null for somebody who may not subscribe. */
    @Nullable
    Sending sending() {
        ClientConnection present = subscriber;
        return present == null ? null : present.sending();
    }

    /** The client may receive from now on. */
    void openSending(long now) {
        if (subscriber == null) {
            subscriber = ClientConnection.sending(now, owner, tracks);
        }
    }

    void offered(long now, ClientSignal.Offer described) {
        publisher.offered(now, described);
    }

    void answered(long now, ClientSignal.Answer described) {
        ClientConnection present = subscriber;
        if (present != null) {
            present.answered(now, described);
        }
    }

    /** The client comes back over a new signalling connection. */
    void resumed(long now) {
        ClientConnection present = subscriber;
        if (present != null) {
            present.resumed(now);
        }
    }

    void tick(long now, boolean reachable) {
        publisher.tick(now, reachable);
        ClientConnection present = subscriber;
        if (present != null && present != publisher) {
            present.tick(now, reachable);
        }
    }

    /**
     * Sends a packet over the connection on which the client receives.
     *
     * @return false when too much waits for the client already, or it never receives
     */
    boolean sendData(long now, DataKind kind, byte[] packet) {
        DataPath path = dataOut();
        return path != null && path.send(now, kind, packet);
    }

    private @Nullable DataPath dataOut() {
        ClientConnection receiver = subscriber;
        return (receiver == null ? publisher : receiver).data();
    }

    /** Bytes of data that wait for the client, unless it takes so little that nobody should wait for it. */
    long waitingData(long now) {
        DataPath path = dataOut();
        return path == null || path.isSlow(now) ? 0 : path.held();
    }

    /** So many bytes that the client sent wait for others. */
    void unreadData(long now, long bytes) {
        DataPath path = publisher.data();
        if (path != null) {
            path.unread(now, bytes);
        }
    }

    /** Share of packets lost lately in the worse direction, in 1/256. */
    int lossPer256() {
        return Math.max(lossInPer256(), lossOutPer256());
    }

    /** Tells outside how the client is connected. */
    void tellMeasured(ConnectionScore score) {
        RoomEvents events = owner.shared().context().events();
        events.measured(score.quality(), score.score(), lossInPer256(), lossOutPer256(), roundTripNanos());
        receiving.tellStreams(events);
        Sending sent = sending();
        if (sent != null) {
            sent.feedback().tellStreams(events);
        }
    }

    /** Of what the client sends. */
    int lossInPer256() {
        return receiving.lossPer256();
    }

    /** Of what it is sent. */
    int lossOutPer256() {
        Sending present = sending();
        return present == null ? 0 : present.feedback().lossPer256();
    }

    /** Last measured round trip to the client in nanoseconds, or -1. */
    long roundTripNanos() {
        Sending present = sending();
        return present == null ? -1 : present.feedback().roundTripNanos();
    }

    /** Its client is in another room, as whose its associations count. */
    void moved(TransportFactory from) {
        publisher.moved(from);
        ClientConnection present = subscriber;
        if (present != null && present != publisher) {
            present.moved(from);
        }
    }

    /** Its client leaves the room: it receives nothing of it any more, and goes on sending. */
    void departing() {
        Sending sent = sending();
        if (sent != null) {
            sent.leaveAll();
        }
    }

    void close(long now) {
        try {
            publisher.close(now);
        } finally {
            ClientConnection present = subscriber;
            if (present != null && present != publisher) {
                present.close(now);
            }
        }
    }
}
