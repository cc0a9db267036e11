package org.auralink.media.room;

import java.util.List;
import org.auralink.media.room.forward.ForwardedTrack;
import org.auralink.media.room.forward.Subscription;

/**
 * What one client would have been sent by two simpler rules, so that what is sent can be told beside it: by each the sound of
 * everybody it receives, and of each video
 *
 * <ul>
 *   <li>adaptive: the layer that its client asked for, as with simulcast and LiveKit's adaptive stream,
 *   <li>best: the best layer that the publisher was seen to send, shown or not.
 * </ul>
 *
 * Rates are those that were measured when the layer came last; one that never came is not guessed at. What the connection does not
 * carry is not counted, as nobody could have sent it.
 */
final class Baselines {
    private static final double SECOND = 1_000_000_000;

    private long measuredAt = -1;
    private double adaptiveBits;
    private double bestBits;

    /**
     * Measures, once in {@link RoomTimes#REPORT}; call it as often as you like.
     *
     * @param carried bits per second that the connection carries; {@link Allocation#UNLIMITED} while there is no sign of an end
     */
    void tick(long now, List<SendingSection> sections, long carried) {
        if (measuredAt < 0) {
            measuredAt = now;
        }
        if (now - measuredAt < RoomTimes.REPORT) {
            return;
        }
        long adaptive = 0;
        long best = 0;
        for (int i = 0; i < sections.size(); i++) {
            Subscription subscription = sections.get(i).subscription();
            if (subscription != null && subscription.isReady()) {
                ForwardedTrack track = subscription.track();
                best += track.measuredBest(now);
                adaptive += track.measured(now, subscription.wish());
            }
        }
        double seconds = (now - measuredAt) / SECOND;
        measuredAt = now;
        adaptiveBits += Math.min(adaptive, carried) * seconds;
        bestBits += Math.min(best, carried) * seconds;
    }

    /**
     * What was measured since the last call.
     *
     * @param nanos since then, also before there was anything to measure: of the same time is what was sent
     */
    ParticipantReport.Baselines take(long nanos) {
        double seconds = nanos / SECOND;
        var taken = new ParticipantReport.Baselines(
                nanos, Math.round(adaptiveBits / seconds), Math.round(bestBits / seconds));
        adaptiveBits = 0;
        bestBits = 0;
        return taken;
    }
}
