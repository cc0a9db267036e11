package org.auralink.media.node.rooms;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import livekit.LivekitModels;
import livekit.LivekitWebhook.WebhookEvent;
import org.auralink.media.node.Identifiers;
import org.auralink.media.node.events.EventLog;
import org.auralink.media.node.protocol.Models;
import org.auralink.media.node.protocol.ProtoJson;
import org.auralink.media.room.ParticipantReport;
import org.auralink.media.room.RoomEvents;
import org.auralink.media.room.Spared;
import org.auralink.media.room.data.DataRefusal;
import org.auralink.media.room.data.StreamHeader;
import org.auralink.media.room.forward.StreamHealth;
import org.auralink.media.room.model.ConnectionQuality;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ServerSignal.SubscriptionError;
import org.auralink.media.room.signal.SignalTarget;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.traces.Traces;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what happens in one room to the event log as LiveKit's webhook events, and counts who and what is in it. */
final class RoomFeed implements RoomEvents {
    private static final Logger LOG = LoggerFactory.getLogger(RoomFeed.class);

    private final EventLog log;
    private final InstantSource clock;
    private final RoomCounters counters;
    private final List<RoomEvents> others;
    private final RoomTraces traces;
    private volatile int participants;
    private volatile int tracks;
    private volatile long epoch;
    private final int[] received = new int[TrackKind.values().length];
    private @Nullable RoomInfo started;
    private boolean finished;
    private long abortedAt;

    /** Without spans. */
    RoomFeed(EventLog log, InstantSource clock, RoomCounters counters, List<RoomEvents> others) {
        this(log, clock, counters, others, new RoomTraces(Traces.OFF, clock));
    }

    /**
     * @param others are told as well, and before the log
     * @param traces are told before all, and of what an event belongs to
     */
    RoomFeed(EventLog log, InstantSource clock, RoomCounters counters, List<RoomEvents> others, RoomTraces traces) {
        this.log = log;
        this.clock = clock;
        this.counters = counters;
        this.others = Stream.concat(Stream.of(traces), others.stream()).toList();
        this.traces = traces;
    }

    /** Events from now on are of this epoch, unless they are of a later one. On the loop's thread, or before the room opens. */
    void raiseEpoch(long least) {
        epoch = Math.max(epoch, least);
    }

    /** Participants whose media is connected; readable from any thread. */
    int participants() {
        return participants;
    }

    /** Published tracks; readable from any thread. */
    int tracks() {
        return tracks;
    }

    @Override
    public void roomStarted(RoomInfo room) {
        started = room;
        LOG.info("Room {} opened", room.sid());
        others.forEach(other -> other.roomStarted(room));
        append(event("room_started").setRoom(Models.room(room)));
    }

    @Override
    public void roomFinished(RoomInfo room) {
        if (!finished) {
            finished = true;
            forgetSubscriptions();
            counters.measures().roomFinished(clock.millis() - room.creationTimeMs());
            LOG.info("Room {} closed", room.sid());
            others.forEach(other -> other.roomFinished(room));
            append(event("room_finished").setRoom(Models.room(room)));
        }
    }

    /**
     * The room is over, whatever it says itself: a call whose room broke must end in the records of those who read this.
     * No effect when the room finished in order, or never started.
     */
    void finish() {
        RoomInfo room = started;
        if (room != null) {
            roomFinished(room);
        }
    }

    @Override
    public void participantAdmitted(RoomInfo room, ParticipantInfo participant) {
        others.forEach(other -> other.participantAdmitted(room, participant));
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the loop's thread writes.
    public void participantJoined(RoomInfo room, ParticipantInfo participant) {
        participants++;
        counters.measures().connected(clock.millis() - participant.joinedAtMs());
        traces.joining(
                participant.sid(), () -> LOG.info("Room {}: participant {} joined", room.sid(), participant.sid()));
        others.forEach(other -> other.participantJoined(room, participant));
        append(event("participant_joined").setRoom(Models.room(room)).setParticipant(participant(participant)));
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the loop's thread writes.
    public void participantLeft(RoomInfo room, ParticipantInfo participant) {
        participants--;
        counters.measures().left(clock.millis() - participant.joinedAtMs());
        LOG.info("Room {}: participant {} left: {}", room.sid(), participant.sid(), participant.disconnectReason());
        others.forEach(other -> other.participantLeft(room, participant));
        append(event("participant_left").setRoom(Models.room(room)).setParticipant(participant(participant)));
    }

    /**
     * At most once a second: joins that come to nothing cost their client nothing, and must neither push others' events
     * out of the log nor keep its readers busy.
     */
    @Override
    public void participantConnectionAborted(RoomInfo room, ParticipantInfo participant) {
        counters.measures().canceled();
        traces.joining(
                participant.sid(),
                () -> LOG.debug("Room {}: participant {} did not connect", room.sid(), participant.sid()));
        others.forEach(other -> other.participantConnectionAborted(room, participant));
        long second = clock.instant().getEpochSecond();
        if (second == abortedAt) {
            log.shed();
            return;
        }
        abortedAt = second;
        append(event("participant_connection_aborted")
                .setRoom(Models.room(room))
                .setParticipant(participant(participant)));
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the loop's thread writes.
    public void trackPublished(RoomInfo room, ParticipantInfo participant, TrackInfo track) {
        tracks++;
        counters.measures().published(track.kind());
        traces.joining(
                participant.sid(),
                () -> LOG.debug("Room {}: participant {} publishes {}", room.sid(), participant.sid(), track.sid()));
        others.forEach(other -> other.trackPublished(room, participant, track));
        append(trackEvent("track_published", room, participant, track));
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the loop's thread writes.
    public void trackUnpublished(RoomInfo room, ParticipantInfo participant, TrackInfo track) {
        tracks--;
        others.forEach(other -> other.trackUnpublished(room, participant, track));
        append(trackEvent("track_unpublished", room, participant, track));
    }

    @Override
    public void measured(ConnectionQuality quality, float score, int lossIn, int lossOut, long roundTripNanos) {
        counters.measures().measured(quality, score, roundTripNanos);
    }

    @Override
    public void streamMeasured(boolean incoming, TrackSource source, TrackKind kind, StreamHealth health) {
        counters.measures().streams().measured(incoming, source, kind, health);
    }

    @Override
    public void mediaBegun(TrackSource source, TrackKind kind, long afterNanos) {
        traces.mediaBegun(source, kind, afterNanos);
        counters.measures().streams().begun(source, kind, afterNanos);
    }

    @Override
    public void subscriptionBegun() {
        counters.measures().sessions().subscriptionBegun();
    }

    @Override
    public void subscriptionCanceled() {
        counters.measures().sessions().subscriptionCanceled();
    }

    @Override
    public void subscriptionFailed(SubscriptionError reason) {
        counters.measures().sessions().subscriptionFailed(reason);
    }

    @Override
    public void subscribed(TrackKind kind) {
        received[kind.ordinal()]++;
        counters.measures().sessions().subscribed(kind);
    }

    @Override
    public void unsubscribed(TrackKind kind) {
        if (received[kind.ordinal()] > 0) {
            received[kind.ordinal()]--;
            counters.measures().sessions().unsubscribed(kind, 1);
        }
    }

    /** What a room that broke did not end in order. */
    private void forgetSubscriptions() {
        for (TrackKind kind : TrackKind.values()) {
            counters.measures().sessions().unsubscribed(kind, received[kind.ordinal()]);
            received[kind.ordinal()] = 0;
        }
    }

    @Override
    public void connectionStarted(SignalTarget connection) {
        counters.measures().sessions().connectionStarted(connection);
    }

    @Override
    public void connectionUp(SignalTarget connection) {
        counters.measures().sessions().connectionUp(connection);
    }

    @Override
    public void streamBegun(StreamHeader stream, int receivers) {
        counters.measures().sessions().streamBegun(stream, receivers);
    }

    @Override
    public void reported(RoomInfo room, ParticipantReport report) {
        log.reports().add(clock.millis(), room, report);
    }

    @Override
    public void feedback(RtcpPacket packet, boolean fromClient) {
        counters.measures().feedback(packet, fromClient);
    }

    @Override
    public void descriptionRefused() {
        counters.descriptionRefused();
    }

    @Override
    public void dataRefused(DataRefusal reason) {
        counters.refuseData(reason);
    }

    @Override
    public void spared(Spared reason, long bytes) {
        counters.spare(reason, bytes);
    }

    @Override
    public void iceRestartAsked() {
        counters.iceRestartAsked();
    }

    /** Without the tracks' layers: each is listed twice, readers of events have no use for them, and the log keeps them. */
    private static LivekitModels.ParticipantInfo participant(ParticipantInfo participant) {
        var result = Models.participant(participant).toBuilder();
        result.getTracksBuilderList().forEach(RoomFeed::withoutLayers);
        return result.build();
    }

    private static void withoutLayers(LivekitModels.TrackInfo.Builder track) {
        track.clearLayers().clearCodecs();
    }

    /** Track events name room and participant only, as LiveKit's do. */
    private WebhookEvent.Builder trackEvent(String name, RoomInfo room, ParticipantInfo participant, TrackInfo track) {
        WebhookEvent.Builder event = event(name).setTrack(Models.track(track));
        // The layers stay: LiveKit's event about a track has them. Its codecs repeat them.
        event.getTrackBuilder().getCodecsBuilderList().forEach(codec -> codec.clearLayers());
        event.getRoomBuilder().setSid(room.sid().value()).setName(room.name());
        event.getParticipantBuilder()
                .setSid(participant.sid().value())
                .setIdentity(participant.identity().value());
        return event;
    }

    private WebhookEvent.Builder event(String name) {
        return WebhookEvent.newBuilder()
                .setEvent(name)
                .setId(Identifiers.random("EV_"))
                .setCreatedAt(clock.instant().getEpochSecond());
    }

    private void append(WebhookEvent.Builder event) {
        log.append(event.getEvent(), event.getRoom().getName(), ProtoJson.plain(event.build()), epoch, traces.told());
    }
}
