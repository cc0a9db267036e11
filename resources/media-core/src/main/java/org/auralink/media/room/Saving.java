package org.auralink.media.room;

import java.util.List;
import org.auralink.media.room.forward.ForwardedTrack;
import org.auralink.media.room.forward.Subscription;
import org.auralink.media.room.model.TrackSource;

/**
 * Has one client sent less where it can do with less, by {@link SavingPolicy}, and counts what that leaves out. Whose sound goes to
 * nobody is decided for the whole room ({@link AudioSelection}), and only counted here.
 */
final class Saving {
    private static final double SECOND = 1_000_000_000;
    private static final int BITS = 8;
    private static final double PER_256 = 100 / 256.0;

    private final RoomShared shared;
    private final SendingListener listener;
    private final SavingRule rule;
    private final SavingPolicy policy;
    private boolean saves;
    private long decidedAt = -1;
    private long latestTurn = Long.MIN_VALUE;

    Saving(RoomShared shared, SendingListener listener) {
        this.shared = shared;
        this.listener = listener;
        rule = shared.tuning().saving();
        policy = new SavingPolicy(rule);
    }

    /**
     * Decides once in {@link RoomTimes#REPORT}, and at once where somebody speaks; call it every {@link RoomTimes#TICK}.
     *
     * @param carried bits per second; {@link Allocation#UNLIMITED} while there is no sign of an end
     */
    void tick(long now, List<SendingSection> sections, SendingFeedback feedback, long carried) {
        if (!rule.enabled()) {
            return;
        }
        decidedAt = decidedAt < 0 ? now : decidedAt;
        if (now - decidedAt < RoomTimes.REPORT) {
            if (saves) {
                restoreSpeakers(now, sections);
            }
            return;
        }
        count(now, sections, (now - decidedAt) / SECOND);
        decidedAt = now;
        decide(now, sections, feedback, carried);
    }

    private void decide(long now, List<SendingSection> sections, SendingFeedback feedback, long carried) {
        long whole = 0;
        long best = 0;
        latestTurn = Long.MIN_VALUE;
        for (SendingSection section : sections) {
            PublishedTrack track = section.track();
            Subscription subscription = section.subscription();
            if (track != null && subscription != null && subscription.isReady()) {
                whole += subscription.wholeBits(now);
                best += subscription.track().measuredBest(now);
                latestTurn = Math.max(latestTurn, track.turnSince());
            }
        }
        var connection =
                new SavingPolicy.Connection(feedback.roundTripNanos(), feedback.lossPer256() * PER_256, carried);
        saves = policy.saves(now, whole, best, connection);
        for (SendingSection section : sections) {
            PublishedTrack track = section.track();
            Subscription subscription = section.subscription();
            if (track != null && subscription != null && subscription.track().isVideo()) {
                subscription.spare(
                        saves && policy.canDoWithLess(video(now, track, subscription), subscription.isSpared()));
            }
        }
    }

    private SavingPolicy.Video video(long now, PublishedTrack track, Subscription subscription) {
        return new SavingPolicy.Video(
                subscription.wish() == 0,
                subscription.priority() > 0 || listener.insistsOn(track),
                track.source() == TrackSource.CAMERA,
                speaks(now, track),
                subscription.sparedRate());
    }

    /** Who spoke last of those that are received goes on being shown as it is, as long as nobody else begins. */
    private boolean speaks(long now, PublishedTrack track) {
        boolean last = track.turnSince() > Long.MIN_VALUE && track.turnSince() >= latestTurn;
        return last || now - track.spokeAt() < SavingPolicy.SPOKE;
    }

    private void restoreSpeakers(long now, List<SendingSection> sections) {
        for (int i = 0; i < sections.size(); i++) {
            PublishedTrack track = sections.get(i).track();
            Subscription subscription = sections.get(i).subscription();
            if (track != null && subscription != null && subscription.isSpared() && speaks(now, track)) {
                subscription.spare(false);
            }
        }
    }

    /** As the publishers' streams were measured in the last second, so that no packet has to be counted that is not sent. */
    private void count(long now, List<SendingSection> sections, double seconds) {
        double pictures = 0;
        double sound = 0;
        for (SendingSection section : sections) {
            Subscription subscription = section.subscription();
            if (subscription == null) {
                continue;
            }
            ForwardedTrack track = subscription.track();
            if (track.isVideo()) {
                pictures += subscription.sparedBits(now);
            } else if (subscription.isUnheard()) {
                sound += track.measuredBest(now);
            }
        }
        tell(Spared.TEMPORAL, pictures * seconds / BITS);
        tell(Spared.AUDIO, sound * seconds / BITS);
    }

    private void tell(Spared reason, double bytes) {
        if (bytes >= 1) {
            shared.context().events().spared(reason, Math.round(bytes));
        }
    }
}
