package org.auralink.media.load;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.node.net.DatagramLoops;
import org.auralink.media.node.net.NetLimits;
import org.auralink.media.node.net.Transports;
import org.auralink.media.node.rooms.GuardedTransports;
import org.auralink.media.room.JoinOutcome;
import org.auralink.media.room.JoinRequest;
import org.auralink.media.room.Participant;
import org.auralink.media.room.Room;
import org.auralink.media.room.RoomContext;
import org.auralink.media.room.RoomLimits;
import org.auralink.media.room.UnixClock;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.SidGenerator;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.transport.TrafficLimits;
import org.auralink.media.transport.TransportLimits;

/**
 * A node with one room on one loop, guarded as the node's own are: everything real but the signalling connections, which
 * are method calls.
 */
final class RoomNode implements AutoCloseable {
    static final int SSRC = 0x1234;
    static final int PAYLOAD_TYPE = 96;
    private static final String CAMERA = "camera-track";
    private static final int PROTOCOL = 16;
    private static final long DRIVE_EVERY = 10_000_000L;
    private static final long SILENCE = 50_000_000L;

    /** One publisher stands for the many of a busy loop. */
    private final Transports transports =
            new Transports(TransportLimits.DEFAULT.with(TrafficLimits.WIDE), NetLimits.DEFAULT);

    private final DatagramLoops loops;
    private final DatagramLoop loop;
    private final Room room;

    RoomNode() {
        this(1, NetLimits.DEFAULT);
    }

    /** @param count of loops, the first of which has the room; the others may help it */
    RoomNode(int count, NetLimits limits) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        loops = DatagramLoops.open(count, loopback, n -> 0, loopback, transports.fingerprint(), transports, limits);
        loop = loops.all().get(0);
        room = onLoop(this::openRoom);
    }

    private Room openRoom(long now) {
        var context = new RoomContext(
                new SidGenerator(new SecureRandom()),
                new GuardedTransports(loop, RoomNode::fault),
                new NoEvents(),
                new UnixClock(now, System.currentTimeMillis()),
                RoomLimits.DEFAULT);
        Room opened = Room.open(now, "benchmark", RoomOptions.DEFAULT, context);
        drive(now, opened);
        return opened;
    }

    /** A room that closes forwards nothing, which would look like a room that is fast. */
    private static void fault(RuntimeException cause) {
        throw new IllegalStateException("the room met a fault", cause);
    }

    private void drive(long now, Room driven) {
        driven.handleTimeout(now);
        // Joining brings the next timeout forward, so looking at it now and then is simplest.
        long delay = Math.min(DRIVE_EVERY, driven.nextTimeoutNanos() - now);
        loop.schedule(Math.max(0, delay), at -> drive(at, driven));
    }

    DatagramLoop loop() {
        return loop;
    }

    Fingerprint fingerprint() {
        return transports.fingerprint();
    }

    /** The loop's thread. */
    long thread() {
        return onLoop(now -> Thread.currentThread().getId());
    }

    /** Lets the clients join: the first publishes a camera, all others receive it. Returns our side's credentials. */
    List<IceCredentials> accept(LoadProcess.Clients clients) {
        List<RoomClient> joined = new ArrayList<>();
        for (IceCredentials credentials : clients.credentials()) {
            boolean publishes = joined.isEmpty();
            String identity = publishes ? "publisher" : "subscriber-" + joined.size();
            joined.add(onLoop(now -> join(now, identity, publishes, credentials, clients.fingerprint())));
        }
        return joined.stream().map(client -> client.node().join()).toList();
    }

    private RoomClient join(
            long now, String identity, boolean publishes, IceCredentials credentials, Fingerprint fingerprint) {
        Permission permission =
                new Permission(!publishes, publishes, false, Set.of(), false, false, false, false, false);
        var request = new JoinRequest(
                new ParticipantIdentity(identity),
                identity,
                "",
                Map.of(),
                permission,
                0,
                true,
                false,
                PROTOCOL,
                0,
                List.of(),
                false);
        Participant[] participant = new Participant[1];
        var client = new RoomClient(
                credentials, fingerprint, signal -> loop.execute(at -> room.signal(at, participant[0], signal)));
        if (!(room.join(now, request, client) instanceof JoinOutcome.Admitted admitted)) {
            throw new IllegalStateException("the room lets nobody in");
        }
        participant[0] = admitted.participant();
        if (publishes) {
            publish(now, admitted.participant(), credentials, fingerprint);
        }
        return client;
    }

    private void publish(long now, Participant publisher, IceCredentials credentials, Fingerprint fingerprint) {
        var camera = new ClientSignal.AddTrack(
                CAMERA,
                "camera",
                TrackKind.VIDEO,
                TrackSource.CAMERA,
                1280,
                720,
                false,
                List.of(),
                List.of(),
                null,
                false,
                false,
                false,
                0,
                "",
                List.of());
        room.signal(now, publisher, camera);
        String offer = Descriptions.camera(CAMERA, SSRC, PAYLOAD_TYPE, credentials, fingerprint);
        room.signal(now, publisher, ClientSignal.offer(new SessionDescription(offer, 1, Map.of("0", CAMERA))));
    }

    /** Returns once the loop has sent nothing for a moment: what a busy machine delayed does not count as new. */
    void awaitSilence() {
        long seen = -1;
        while (seen != loop.traffic().packetsOut()) {
            seen = loop.traffic().packetsOut();
            LockSupport.parkNanos(SILENCE);
        }
    }

    private <T> T onLoop(LongFunction<T> task) {
        var result = new CompletableFuture<T>();
        loop.execute(now -> {
            try {
                result.complete(task.apply(now));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }

    @Override
    public void close() {
        loops.close();
        transports.close();
    }
}
