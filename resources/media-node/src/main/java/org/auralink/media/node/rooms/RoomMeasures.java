package org.auralink.media.node.rooms;

import java.util.concurrent.atomic.LongAdder;
import org.auralink.media.node.metrics.Histogram;
import org.auralink.media.node.metrics.MetricsText;
import org.auralink.media.room.model.ConnectionQuality;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.rtcp.FullIntraRequest;
import org.auralink.media.rtcp.Nack;
import org.auralink.media.rtcp.PictureLossIndication;
import org.auralink.media.rtcp.RtcpPacket;

/**
 * What is measured in all rooms, under the names that LiveKit's server gives it, so that dashboards made for it show this
 * node too. From any thread.
 */
public final class RoomMeasures {
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final LongAdder connected = new LongAdder();
    private final LongAdder canceled = new LongAdder();
    private final LongAdder audio = new LongAdder();
    private final LongAdder video = new LongAdder();
    private final Feedback fromClients = new Feedback();
    private final Feedback toClients = new Feedback();
    private final Histogram start = new Histogram(100, 200, 500, 700, 1_000, 5_000, 10_000);
    private final Histogram session =
            new Histogram(1_000, 10_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 86_400_000);
    private final Histogram room = new Histogram(5, 10, 60, 300, 600, 1_800, 3_600, 7_200, 86_400);
    private final Histogram rating = new Histogram(0, 1, 2);
    private final Histogram score = new Histogram(1, 2, 2.5, 3, 3.25, 3.5, 3.75, 4, 4.25, 4.5);
    private final Histogram roundTrip = new Histogram(50, 100, 150, 200, 250, 500, 750, 1_000, 5_000, 10_000);
    private final StreamMeasures streams = new StreamMeasures();
    private final SessionMeasures sessions = new SessionMeasures();

    /** Requests of receivers to senders, in one direction. */
    private static final class Feedback {
        private final LongAdder nacks = new LongAdder();
        private final LongAdder plis = new LongAdder();
        private final LongAdder firs = new LongAdder();

        void count(RtcpPacket packet) {
            if (packet instanceof Nack nack) {
                nacks.add(nack.sequences().length);
            } else if (packet instanceof PictureLossIndication) {
                plis.increment();
            } else if (packet instanceof FullIntraRequest) {
                firs.increment();
            }
        }
    }

    StreamMeasures streams() {
        return streams;
    }

    SessionMeasures sessions() {
        return sessions;
    }

    /** @param afterMillis from being let in */
    void connected(long afterMillis) {
        connected.increment();
        start.observe(afterMillis);
    }

    void canceled() {
        canceled.increment();
    }

    void left(long afterMillis) {
        session.observe(afterMillis);
    }

    void roomFinished(long afterMillis) {
        room.observe(afterMillis / 1_000.0);
    }

    void published(TrackKind kind) {
        (kind == TrackKind.AUDIO ? audio : video).increment();
    }

    void feedback(RtcpPacket packet, boolean fromClient) {
        (fromClient ? fromClients : toClients).count(packet);
    }

    void measured(ConnectionQuality quality, float mos, long roundTripNanos) {
        // As in LiveKit's protocol: poor 0, good 1, excellent 2; lost is none of them, and as bad as it gets.
        rating.observe(quality == ConnectionQuality.LOST ? 0 : quality.ordinal());
        score.observe(mos);
        if (roundTripNanos >= 0) {
            roundTrip.observe(roundTripNanos / NANOS_PER_MILLI);
        }
    }

    /**
     * Writes everything.
     *
     * @param let how many signalling connections began a session
     * @param refused how many did not
     */
    public void write(MetricsText text, long let, long refused) {
        text.counter("livekit_participant_join_total", "Joins by how far they came.");
        text.sample(let, "state", "signal_connected");
        text.sample(refused, "state", "signal_failed");
        text.sample(connected.sum(), "state", "rtc_connected");
        text.sample(canceled.sum(), "state", "rtc_canceled");
        text.counter("livekit_track_publish_counter", "Tracks published so far.");
        text.sample(audio.sum(), "kind", "audio", "state", "success");
        text.sample(video.sum(), "kind", "video", "state", "success");
        text.histogram("livekit_session_start_time_ms", "From being let in to a media connection.")
                .distribution(start);
        text.histogram("livekit_session_duration_ms", "How long participants stayed.")
                .distribution(session);
        text.histogram("livekit_room_duration_seconds", "How long rooms were open.")
                .distribution(room);
        text.histogram("livekit_quality_rating", "Connections of participants: poor 0, good 1, excellent 2.")
                .distribution(rating);
        text.histogram("livekit_quality_score", "The same as a mean opinion score.")
                .distribution(score);
        text.histogram("livekit_rtt_ms", "Round trips to participants.").distribution(roundTrip);
        streams.write(text);
        sessions.write(text);
        feedback(text, "livekit_nack_total", "Packets asked for again.", fromClients.nacks, toClients.nacks);
        feedback(text, "livekit_pli_total", "Key frames asked for.", fromClients.plis, toClients.plis);
        feedback(text, "livekit_fir_total", "Key frames asked for by FIR.", fromClients.firs, toClients.firs);
    }

    private static void feedback(MetricsText text, String name, String help, LongAdder in, LongAdder out) {
        text.counter(name, help);
        text.sample(in.sum(), "direction", "incoming");
        text.sample(out.sum(), "direction", "outgoing");
    }
}
