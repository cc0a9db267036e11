package org.auralink.media.node.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.events.EventLimits;
import org.auralink.media.node.events.EventLog;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.node.net.DatagramLoops;
import org.auralink.media.node.net.NetLimits;
import org.auralink.media.node.net.Transports;
import org.auralink.media.room.JoinOutcome;
import org.auralink.media.room.JoinRequest;
import org.auralink.media.room.Participant;
import org.auralink.media.room.RoomContext;
import org.auralink.media.room.RoomEvents;
import org.auralink.media.room.RoomLimits;
import org.auralink.media.room.UnixClock;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.SidGenerator;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.transport.TransportFactory;
import org.auralink.media.transport.TransportLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostedRoomTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transports transports = new Transports(TransportLimits.DEFAULT, NetLimits.DEFAULT);
    private final DatagramLoops loops =
            DatagramLoops.open(1, LOOPBACK, n -> 0, LOOPBACK, transports.fingerprint(), transports, NetLimits.DEFAULT);
    private final DatagramLoop loop = loops.all().get(0);
    private final EventLog log = new EventLog("boot", EventLimits.DEFAULT);
    private final AtomicInteger closed = new AtomicInteger();
    private final HostedRoom room = new HostedRoom(
            "r",
            new LoopRooms(loop),
            new RoomFeed(log, InstantSource.system(), new RoomCounters(), List.of()),
            over -> closed.incrementAndGet());

    @AfterEach
    void close() {
        loops.close();
        transports.close();
    }

    private void open(boolean cannotClose) {
        room.open(RoomOptions.DEFAULT, (on, made, feed) -> context(on, made, cannotClose ? new Broken(feed) : feed));
    }

    private static RoomContext context(DatagramLoop on, TransportFactory made, RoomEvents events) {
        return new RoomContext(
                new SidGenerator(new SecureRandom()), made, events, new UnixClock(on.now(), 0), RoomLimits.DEFAULT);
    }

    private record Client(Participant participant, LinkedBlockingQueue<ServerSignal> received) {
        boolean left() {
            return received.stream().anyMatch(signal -> signal instanceof ServerSignal.Leave);
        }
    }

    private Client admitted(String identity) {
        var received = new LinkedBlockingQueue<ServerSignal>();
        var request = new JoinRequest(
                new ParticipantIdentity(identity),
                "",
                "",
                Map.of(),
                Permission.ALL,
                0,
                true,
                false,
                17,
                0,
                List.of(),
                false);
        var outcome =
                room.call((now, open) -> open.join(now, request, received::add)).join();
        return new Client(((JoinOutcome.Admitted) outcome).participant(), received);
    }

    @Test
    void aFaultThatAMessageProvokesEndsTheSessionOfItsSenderOnly() throws Exception {
        var faults = new AtomicInteger();
        room.open(RoomOptions.DEFAULT, (on, made, feed) -> context(on, made, new Faulty(feed)));
        Client ada = admitted("ada");
        Client bob = admitted("bob");

        room.onLoop(now -> room.signal(
                now, ada.participant(), new ClientSignal.UnreadableDescription("x"), faults::incrementAndGet));
        settled();

        assertThat(faults).hasValue(1);
        assertThat(ada.left()).isTrue();
        assertThat(bob.left()).isFalse();
        assertThat(closed).hasValue(0);
        assertThat(room.call((now, open) -> open.participants()).join())
                .extracting(ParticipantInfo::identity)
                .containsExactly(new ParticipantIdentity("bob"));
    }

    @Test
    void aFaultOnBehalfOfSomebodyEndsTheirSessionOnly() {
        open(false);
        Client ada = admitted("ada");
        Client bob = admitted("bob");

        assertThatThrownBy(() -> room.call(ada.participant().identity(), (now, open) -> {
                            throw new IllegalStateException("on purpose");
                        })
                        .join())
                .hasRootCauseMessage("on purpose");

        assertThat(ada.left()).isTrue();
        assertThat(bob.left()).isFalse();
        assertThat(closed).hasValue(0);
    }

    @Test
    void aRoomThatCannotEvenEndASessionIsBroken() throws Exception {
        room.open(RoomOptions.DEFAULT, (on, made, feed) -> context(on, made, new Faulty(new Broken(feed))));
        Client ada = admitted("ada");
        Client bob = admitted("bob");

        room.onLoop(now -> room.signal(now, ada.participant(), new ClientSignal.UnreadableDescription("x"), () -> {}));
        settled();

        assertThat(ada.left()).isTrue();
        assertThat(bob.left()).isTrue();
        assertThat(closed).hasValue(1);
    }

    private LinkedBlockingQueue<ServerSignal> join(String identity) {
        var received = new LinkedBlockingQueue<ServerSignal>();
        var request = new JoinRequest(
                new ParticipantIdentity(identity),
                "",
                "",
                Map.of(),
                Permission.ALL,
                0,
                true,
                false,
                17,
                0,
                List.of(),
                false);
        room.call((now, open) -> {
                    JoinOutcome outcome = open.join(now, request, received::add);
                    room.seat(((JoinOutcome.Admitted) outcome).participant(), received::add);
                    return outcome;
                })
                .join();
        return received;
    }

    private void breakDown() {
        assertThatThrownBy(() -> room.call((now, open) -> {
                            throw new IllegalStateException("on purpose");
                        })
                        .join())
                .hasRootCauseMessage("on purpose");
    }

    private List<String> events() {
        return log.after(0, 100).stream().map(EventLog.Entry::name).toList();
    }

    /** When everything that was planned before is done. */
    private void settled() throws Exception {
        var done = new CompletableFuture<Boolean>();
        loop.execute(now -> done.complete(true));
        done.get(10, TimeUnit.SECONDS);
    }

    @Test
    void brokenRoomThatCannotEvenCloseLetsEverybodyGoAndIsFinishedOnce() throws Exception {
        open(true);
        var ada = join("ada");
        var bob = join("bob");
        breakDown();
        settled();

        for (var client : List.of(ada, bob)) {
            assertThat(client)
                    .filteredOn(signal -> signal instanceof ServerSignal.Leave)
                    .extracting(signal -> ((ServerSignal.Leave) signal).reason())
                    .contains(DisconnectReason.ROOM_CLOSED);
        }
        assertThat(events()).containsOnlyOnce("room_finished").last().isEqualTo("room_finished");
        assertThat(closed).hasValue(1);
        Waiting.until("transports are closed", PATIENCE, () -> loop.transports() == 0);
    }

    @Test
    void brokenRoomThatClosesInOrderIsFinishedOnce() throws Exception {
        open(false);
        join("ada");
        breakDown();
        settled();

        assertThat(events()).containsOnlyOnce("room_finished");
        assertThat(closed).hasValue(1);
    }

    /** Has a fault that a client's message can provoke. */
    private record Faulty(RoomEvents feed) implements RoomEvents {
        @Override
        public void descriptionRefused() {
            throw new IllegalStateException("provoked");
        }

        @Override
        public void roomStarted(RoomInfo info) {
            feed.roomStarted(info);
        }

        @Override
        public void roomFinished(RoomInfo info) {
            feed.roomFinished(info);
        }

        @Override
        public void participantJoined(RoomInfo info, ParticipantInfo participant) {
            feed.participantJoined(info, participant);
        }

        @Override
        public void participantLeft(RoomInfo info, ParticipantInfo participant) {
            feed.participantLeft(info, participant);
        }

        @Override
        public void participantConnectionAborted(RoomInfo info, ParticipantInfo participant) {
            feed.participantConnectionAborted(info, participant);
        }

        @Override
        public void trackPublished(RoomInfo info, ParticipantInfo participant, TrackInfo track) {
            feed.trackPublished(info, participant, track);
        }

        @Override
        public void trackUnpublished(RoomInfo info, ParticipantInfo participant, TrackInfo track) {
            feed.trackUnpublished(info, participant, track);
        }
    }

    /** Breaks the room again while it closes. */
    private record Broken(RoomEvents feed) implements RoomEvents {
        @Override
        public void roomStarted(RoomInfo info) {
            feed.roomStarted(info);
        }

        @Override
        public void roomFinished(RoomInfo info) {
            throw new IllegalStateException("once more");
        }

        @Override
        public void participantJoined(RoomInfo info, ParticipantInfo participant) {
            feed.participantJoined(info, participant);
        }

        @Override
        public void participantLeft(RoomInfo info, ParticipantInfo participant) {
            throw new IllegalStateException("once more");
        }

        @Override
        public void participantConnectionAborted(RoomInfo info, ParticipantInfo participant) {
            throw new IllegalStateException("once more");
        }

        @Override
        public void trackPublished(RoomInfo info, ParticipantInfo participant, TrackInfo track) {
            feed.trackPublished(info, participant, track);
        }

        @Override
        public void trackUnpublished(RoomInfo info, ParticipantInfo participant, TrackInfo track) {
            feed.trackUnpublished(info, participant, track);
        }
    }
}
