package org.auralink.media.room;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.auralink.media.room.data.DataRefusal;
import org.auralink.media.room.data.StreamHeader;
import org.auralink.media.room.forward.Scratch;
import org.auralink.media.room.forward.StreamHealth;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.SidGenerator;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.SignalTarget;

/** A room with a clock that only moves when told to, associations without a network, and a record of its events. */
final class TestRoom implements RoomEvents {
    static final long MS = 1_000_000L;

    final FakeTransports transports;
    /** What was told outside, such as {@code participantJoined alice}. */
    final List<String> events = new ArrayList<>();

    final Room room;
    private final Scratch scratch;
    long now = 5_000 * MS;
    int refusedDescriptions;
    final List<String> measured = new ArrayList<>();
    final List<StreamHeader> streams = new ArrayList<>();
    final Map<String, StreamHealth> healths = new HashMap<>();
    final List<DataRefusal> refusedData = new ArrayList<>();
    int iceRestarts;
    final List<ParticipantReport> reports = new ArrayList<>();
    /** Bytes that were not sent as others can do without. */
    final Map<Spared, Long> spared = new EnumMap<>(Spared.class);
    /** An event that cannot be told. */
    String failing = "";

    TestRoom(RoomOptions options, long seed) {
        this(options, seed, new FakeTransports(), new Scratch());
    }

    /** Another room of the same loop. */
    TestRoom(TestRoom beside, RoomOptions options) {
        this(options, 2, beside.transports, beside.scratch);
    }

    /** With another tuning. */
    TestRoom(RoomTuning tuning) {
        this(RoomOptions.DEFAULT, 1, new FakeTransports(), new Scratch(), tuning);
    }

    private TestRoom(RoomOptions options, long seed, FakeTransports transports, Scratch scratch) {
        this(options, seed, transports, scratch, RoomTuning.DEFAULT);
    }

    private TestRoom(RoomOptions options, long seed, FakeTransports transports, Scratch scratch, RoomTuning tuning) {
        this.transports = transports;
        this.scratch = scratch;
        var context = new RoomContext(
                new SidGenerator(new Random(seed)),
                transports,
                this,
                new UnixClock(now, 1_700_000_000_000L),
                RoomLimits.DEFAULT,
                tuning,
                scratch);
        room = Room.open(now, "call", options, context);
    }

    TestRoom() {
        this(RoomOptions.DEFAULT, 1);
    }

    static JoinRequest request(String identity, Permission permission) {
        return new JoinRequest(
                new ParticipantIdentity(identity),
                identity,
                "",
                Map.of(),
                permission,
                0,
                true,
                false,
                17,
                2,
                List.of(),
                false);
    }

    /** Joins; fails when the room refuses. */
    TestClient join(String identity) {
        return join(request(identity, Permission.ALL));
    }

    /** Joins with one connection for both directions, of which nothing is described yet. */
    TestClient joinSingle(String identity) {
        return join(new JoinRequest(
                new ParticipantIdentity(identity),
                identity,
                "",
                Map.of(),
                Permission.ALL,
                0,
                true,
                false,
                17,
                2,
                List.of(),
                true));
    }

    TestClient join(JoinRequest request) {
        return new TestClient(this, request);
    }

    /** Joins and brings up the receiving connection. */
    TestClient connected(String identity) {
        TestClient client = join(identity);
        client.answerAndConnect();
        return client;
    }

    /** Lets time pass, doing what is due on the way. */
    void pass(long millis) {
        long end = now + millis * MS;
        while (room.nextTimeoutNanos() <= end) {
            now = Math.max(now, room.nextTimeoutNanos());
            room.handleTimeout(now);
            if (room.nextTimeoutNanos() <= now) {
                throw new AssertionError("the room wants to be called again at once");
            }
        }
        now = end;
    }

    @Override
    public void dataRefused(DataRefusal reason) {
        refusedData.add(reason);
    }

    @Override
    public void roomStarted(RoomInfo info) {
        events.add("roomStarted");
    }

    @Override
    public void roomFinished(RoomInfo info) {
        events.add("roomFinished");
    }

    @Override
    public void participantJoined(RoomInfo info, ParticipantInfo participant) {
        events.add("participantJoined " + participant.identity().value());
    }

    @Override
    public void participantLeft(RoomInfo info, ParticipantInfo participant) {
        events.add("participantLeft " + participant.identity().value());
    }

    @Override
    public void participantConnectionAborted(RoomInfo info, ParticipantInfo participant) {
        events.add("participantConnectionAborted " + participant.identity().value());
    }

    @Override
    public void trackPublished(RoomInfo info, ParticipantInfo participant, TrackInfo track) {
        events.add("trackPublished " + participant.identity().value() + " " + track.source());
    }

    @Override
    public void trackUnpublished(RoomInfo info, ParticipantInfo participant, TrackInfo track) {
        if (failing.equals("trackUnpublished")) {
            throw new IllegalStateException("as the test wants it");
        }
        events.add("trackUnpublished " + participant.identity().value() + " " + track.source());
    }

    @Override
    public void subscriptionBegun() {
        measured.add("attempt");
    }

    @Override
    public void subscriptionCanceled() {
        measured.add("cancel");
    }

    @Override
    public void subscribed(TrackKind kind) {
        measured.add("subscribed " + kind);
    }

    @Override
    public void unsubscribed(TrackKind kind) {
        measured.add("unsubscribed " + kind);
    }

    @Override
    public void connectionUp(SignalTarget connection) {
        measured.add("up " + connection);
    }

    @Override
    public void mediaBegun(TrackSource source, TrackKind kind, long afterNanos) {
        measured.add("media of " + source + " after " + afterNanos / MS);
    }

    @Override
    public void streamBegun(StreamHeader stream, int receivers) {
        streams.add(stream);
    }

    @Override
    public void streamMeasured(boolean incoming, TrackSource source, TrackKind kind, StreamHealth health) {
        healths.put((incoming ? "of " : "to ") + source, health);
    }

    @Override
    public void descriptionRefused() {
        refusedDescriptions++;
    }

    @Override
    public void reported(RoomInfo info, ParticipantReport report) {
        reports.add(report);
    }

    @Override
    public void spared(Spared reason, long bytes) {
        spared.merge(reason, bytes, Long::sum);
    }

    @Override
    public void iceRestartAsked() {
        iceRestarts++;
    }
}
