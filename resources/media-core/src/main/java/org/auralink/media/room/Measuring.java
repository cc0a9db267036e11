package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auralink.media.room.forward.ForwardedTrack;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ServerSignal;
import org.jspecify.annotations.Nullable;

/** How well one participant is connected, and when that is reported. One thread. */
final class Measuring {
    private static final long SECOND = 1_000_000_000L;

    private final long every;
    private @Nullable ConnectionScore score;
    private int resumptions;
    private long reportedAt;
    private long reportAt;
    private long bytesUp;
    private long bytesDown;

    /** @param every how often it is reported, in nanoseconds; 0 for never */
    Measuring(long now, long every) {
        this.every = every;
        reportedAt = now;
        reportAt = every <= 0 ? Long.MAX_VALUE : now + every;
    }

    /** Measures; true when the quality is different from before. */
    boolean measure(Member member) {
        ConnectionScore before = score;
        ConnectionScore measured = now(member);
        score = measured;
        if (!member.isGuest()) {
            member.connections().tellMeasured(measured);
        }
        return before == null || measured.quality() != before.quality();
    }

    private static ConnectionScore now(Member member) {
        ClientConnections connections = member.connections();
        return member.reachability().isInterrupted()
                ? ConnectionScore.LOST
                : ConnectionScore.of(connections.lossPer256(), connections.roundTripNanos());
    }

    /** How well it is connected; empty until that was measured. */
    Optional<ServerSignal.ParticipantQuality> quality(Member member) {
        return Optional.ofNullable(score)
                .map(measured ->
                        new ServerSignal.ParticipantQuality(member.sid(), measured.quality(), measured.score()));
    }

    /** It is in another room, where nothing was measured yet. */
    void forget() {
        score = null;
    }

    /** Its session goes on over another signalling connection. */
    void resumed(long now) {
        resumptions++;
        soon(now);
    }

    /** What reports tell is different, such as that a track is muted: the next one comes within {@link RoomTimes#REPORT}. */
    void soon(long now) {
        reportAt = Math.min(reportAt, Math.max(now, reportedAt + RoomTimes.REPORT));
    }

    /** The report, when it is due and there is something to measure; null otherwise. */
    @Nullable
    ParticipantReport report(long now, Member member) {
        if (every <= 0 || now < reportAt || !member.wasActive() || member.isGuest()) {
            return null;
        }
        long elapsed = Math.max(1, now - reportedAt);
        reportedAt = now;
        reportAt = now + every;
        Sending half = member.sending();
        SendingFeedback sending = half == null ? null : half.feedback();
        ConnectionScore last = score;
        ConnectionScore present = member.reachability().isInterrupted() || last == null ? now(member) : last;
        return new ParticipantReport(
                member.sid(),
                member.identity(),
                present.quality(),
                present.score(),
                resumptions,
                up(member.receiving(), elapsed),
                down(sending, elapsed),
                member.connections().roundTripNanos(),
                published(now, member.published()),
                sending == null ? List.of() : sending.video(now, RoomTimes.MOST_REPORTED),
                half == null
                        ? ParticipantReport.Baselines.NONE
                        : half.baselines().take(elapsed));
    }

    private ParticipantReport.Way up(Receiving receiving, long elapsed) {
        long bytes = receiving.bytes();
        long rate = rate(bytes - bytesUp, elapsed);
        bytesUp = bytes;
        return new ParticipantReport.Way(receiving.takeMeanLoss(), receiving.jitterNanos(), rate);
    }

    private ParticipantReport.Way down(@Nullable SendingFeedback sending, long elapsed) {
        if (sending == null) {
            return new ParticipantReport.Way(0, 0, 0);
        }
        long bytes = sending.bytes();
        long rate = rate(bytes - bytesDown, elapsed);
        bytesDown = bytes;
        return new ParticipantReport.Way(sending.takeMeanLoss(), sending.jitterNanos(), rate);
    }

    private static long rate(long bytes, long nanos) {
        return Math.round(bytes * 8.0 * SECOND / nanos);
    }

    private static List<ParticipantReport.Published> published(long now, List<PublishedTrack> tracks) {
        List<ParticipantReport.Published> result = new ArrayList<>();
        for (int i = 0; i < Math.min(tracks.size(), RoomTimes.MOST_REPORTED); i++) {
            result.add(published(now, tracks.get(i)));
        }
        return result;
    }

    private static ParticipantReport.Published published(long now, PublishedTrack track) {
        ForwardedTrack media = track.forwarded();
        PublishedTrack second = track.backup();
        List<SourceStream> streams = media.streams();
        boolean wanted = media.wanted() >= 0;
        if (second != null) {
            streams.addAll(second.forwarded().streams());
            wanted |= second.forwarded().wanted() >= 0;
        }
        int layer = -1;
        long rate = 0;
        for (SourceStream stream : streams) {
            if (stream.isArriving(now)) {
                layer = Math.max(layer, stream.layer());
                rate += stream.bitsPerSecond(now);
            }
        }
        boolean video = track.kind() == TrackKind.VIDEO;
        VideoLayer size = video ? size(track, layer) : null;
        return new ParticipantReport.Published(
                track.sid(),
                track.kind(),
                track.source(),
                track.isMuted(),
                wanted,
                size == null ? 0 : size.width(),
                size == null ? 0 : size.height(),
                layer,
                rate);
    }

    /** What its publisher said of a layer; of the whole track when it said nothing of that layer. */
    private static VideoLayer size(PublishedTrack track, int layer) {
        for (VideoLayer each : track.announced().layers()) {
            if (each.quality().ordinal() == layer && each.width() > 0) {
                return each;
            }
        }
        TrackInfo whole = track.info();
        return new VideoLayer(VideoQuality.HIGH, Math.max(0, whole.width()), Math.max(0, whole.height()), 0);
    }
}
