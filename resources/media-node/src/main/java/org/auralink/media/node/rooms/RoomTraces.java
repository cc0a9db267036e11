package org.auralink.media.node.rooms;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.auralink.media.room.RoomEvents;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSource;
import org.auralink.traces.Traces;

/**
 * The spans of one room: {@code join}, from when somebody is let in until media can flow, and below it {@code publish},
 * from when a track is announced until its first media is there. What a join belongs to is what the thread that lets
 * somebody in is about ({@link Context#current}). On the room's thread.
 */
final class RoomTraces implements RoomEvents {
    private final Traces traces;
    private final InstantSource clock;
    /** Of everybody who is here; as many as the room has participants. */
    private final Map<ParticipantSid, Span> joins = new HashMap<>();

    private long announcedNanosAgo;

    /** What the event that is told next belongs to, empty for nothing. */
    private String told = "";

    RoomTraces(Traces traces, InstantSource clock) {
        this.traces = traces;
        this.clock = clock;
    }

    /** What the event that these just told belongs to, as {@code traceparent} says it; empty for nothing. */
    String told() {
        String last = told;
        told = "";
        return last;
    }

    /** Does what is part of a participant's joining: the log says so. */
    void joining(ParticipantSid participant, Runnable work) {
        Span join = joins.get(participant);
        (join == null ? Context.current() : Context.root().with(join))
                .wrap(work)
                .run();
    }

    @Override
    public void roomStarted(RoomInfo room) {
        // Opened by a request, which has a span of its own.
    }

    @Override
    public void roomFinished(RoomInfo room) {
        joins.values().forEach(Span::end);
        joins.clear();
    }

    @Override
    public void participantAdmitted(RoomInfo room, ParticipantInfo participant) {
        joins.put(
                participant.sid(),
                traces.span("join", Context.current())
                        .setSpanKind(SpanKind.SERVER)
                        .setAttribute("livekit.room.sid", room.sid().value())
                        .setAttribute(
                                "livekit.participant.sid", participant.sid().value())
                        .startSpan());
    }

    /** A span that has ended stays the parent of what follows. */
    @Override
    public void participantJoined(RoomInfo room, ParticipantInfo participant) {
        Span join = joins.get(participant.sid());
        if (join != null) {
            join.end();
            told = Traces.traceparent(join);
        }
    }

    @Override
    public void participantLeft(RoomInfo room, ParticipantInfo participant) {
        // Perhaps hours later: no part of the trace of its coming.
        joins.remove(participant.sid());
    }

    @Override
    public void participantConnectionAborted(RoomInfo room, ParticipantInfo participant) {
        Span join = joins.remove(participant.sid());
        if (join != null) {
            join.setStatus(StatusCode.ERROR, participant.disconnectReason().name());
            join.end();
            told = Traces.traceparent(join);
        }
    }

    @Override
    public void mediaBegun(TrackSource source, TrackKind kind, long afterNanos) {
        announcedNanosAgo = afterNanos;
    }

    @Override
    public void trackPublished(RoomInfo room, ParticipantInfo participant, TrackInfo track) {
        Span join = joins.get(participant.sid());
        if (join != null) {
            Instant now = clock.instant();
            Instant announced = now.minus(Duration.ofNanos(announcedNanosAgo));
            Span publish = traces.span("publish", Context.root().with(join))
                    .setStartTimestamp(announced)
                    .setAttribute("livekit.room.sid", room.sid().value())
                    .setAttribute("livekit.participant.sid", participant.sid().value())
                    .setAttribute("livekit.track.sid", track.sid().value())
                    .startSpan();
            publish.end(TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(), TimeUnit.NANOSECONDS);
            told = Traces.traceparent(publish);
        }
        announcedNanosAgo = 0;
    }

    @Override
    public void trackUnpublished(RoomInfo room, ParticipantInfo participant, TrackInfo track) {
        // No work, no span.
    }
}
