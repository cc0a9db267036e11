package org.auralink.calls.boundary;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.auralink.media.boundary.RoomState;
import org.auralink.media.boundary.Welcome;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.MediaEvent.Kind;
import org.auralink.media.connector.NodeAlive;
import org.auralink.media.connector.NodeConnected;
import org.auralink.media.connector.NodeLost;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.StreamPosition;
import org.auralink.media.control.AnnouncedNode;

/** A node that reports; counts its events like a real one. */
final class FakeStream {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    final String url = "http://" + UUID.randomUUID() + ":7880";
    final String nodeId;
    private String boot = "boot-1";
    private long sequence;

    /** Which giving away of its room a call is; 0 for a node that does not count. */
    long epoch;

    FakeStream() {
        this("ND_" + UUID.randomUUID());
    }

    private FakeStream(String nodeId) {
        this.nodeId = nodeId;
    }

    void restart(String nextBoot) {
        boot = nextBoot;
        sequence = 0;
    }

    void skip(long events) {
        sequence += events;
    }

    NodeConnected greeting(long oldest) {
        return new NodeConnected(url, nodeId, boot, oldest, sequence);
    }

    Welcome connect() {
        return connect(1);
    }

    Welcome connect(long oldest) {
        return CallsDatabase.asService(events -> events.connected(greeting(oldest)));
    }

    List<String> reconcile(long oldest, Map<String, RoomState> rooms, boolean missed) {
        return CallsDatabase.asService(events -> events.reconcile(greeting(oldest), rooms, missed));
    }

    Optional<String> report(Kind kind, String room, String sid, int second, NodeParticipant participant) {
        return deliver(event(kind, room, sid, second, participant));
    }

    Optional<String> joined(String room, String participant, String identity, int second) {
        return report(Kind.PARTICIPANT_JOINED, room, "RM_1", second, participant(participant, identity, second));
    }

    Optional<String> left(String room, String participant, int second) {
        return report(Kind.PARTICIPANT_LEFT, room, "RM_1", second, participant(participant, "x", second));
    }

    Optional<String> finished(String room, int second) {
        return report(Kind.ROOM_FINISHED, room, "RM_1", second, null);
    }

    MediaEvent event(Kind kind, String room, String sid, int second, NodeParticipant participant) {
        return new MediaEvent(
                url,
                nodeId,
                new StreamPosition(boot, ++sequence),
                kind,
                START.plusSeconds(second),
                room,
                sid,
                participant,
                null,
                epoch);
    }

    Optional<String> deliver(MediaEvent event) {
        return CallsDatabase.asService(events -> events.apply(event));
    }

    /** No sign of life comes any more. */
    void lost(int second) {
        lost(START.plusSeconds(second));
    }

    /** The application has never heard it since it started. */
    void neverHeard() {
        lost((Instant) null);
    }

    /** Calls that were interrupted have waited for a node for as long as they do, and none took them. */
    static void noNodeCame() {
        CallsDatabase.CLOCK.pass(Duration.ofMinutes(3));
        CallsDatabase.asService(events -> events.homeless());
    }

    private void lost(Instant since) {
        CallsDatabase.asService(events -> events.nodeLost(new NodeLost(url, since), List.of()));
    }

    /** Its stream is silent, and it announces itself; whether it is taken for gone. */
    boolean silent(int second, String announcedBoot) {
        var announced = new AnnouncedNode(nodeId, announcedBoot, URI.create(url), URI.create("ws://x"), 0, 0);
        return CallsDatabase.asService(
                events -> events.nodeLost(new NodeLost(url, START.plusSeconds(second)), List.of(announced))
                        .isPresent());
    }

    /** Events up to the present position changed no call. */
    void readOver() {
        MediaEvent last = event(Kind.TRACK_PUBLISHED, "", "", 0, null);
        CallsDatabase.asService(events -> {
            events.readOver(last);
            return true;
        });
    }

    void alive(int second) {
        CallsDatabase.asService(events -> {
            events.alive(new NodeAlive(url, nodeId, boot, START.plusSeconds(second)));
            return true;
        });
    }

    /** The same process under another address. */
    FakeStream readdressed() {
        FakeStream other = new FakeStream(nodeId);
        other.boot = boot;
        other.sequence = sequence;
        return other;
    }

    static NodeParticipant participant(String sid, String identity, int second) {
        return new NodeParticipant(sid, identity, "Name of " + identity, "", START.plusSeconds(second));
    }
}
