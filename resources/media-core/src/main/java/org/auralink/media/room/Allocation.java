package org.auralink.media.room;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.auralink.media.codec.LayerSelector;
import org.auralink.media.room.forward.ForwardedTrack;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.forward.Subscription;
import org.auralink.media.room.model.TrackSource;

/**
 * Divides what may be sent to one client among the tracks that it receives. Sound always goes, then every video in its lowest
 * layer, as far as they fit, those first that matter more; what is left raises them by one layer each, round by round. Who gets
 * nothing is paused, which its client is told.
 */
final class Allocation {
    /** No limit. */
    static final long UNLIMITED = Long.MAX_VALUE;

    private static final int HIGHEST = ForwardedTrack.MAX_LAYERS - 1;
    private static final long INTERVAL = 500_000_000L;

    /**
     * A layer that is not sent yet has to fit with so many percent to spare: what it takes differs from second to second,
     * and going up and down again costs key frames.
     */
    static final int SPARE_PERCENT = 115;

    private static final int FAR_TOO_MUCH = 2;
    /** In which a queue is to be gone. */
    private static final double DRAIN_MILLIS = 500;

    private static final double MOST_DRAINED = 0.5;

    /** By how many percent an estimate has to fall, so that it is divided anew at once. */
    private static final int FALLEN_PERCENT = 90;

    /**
     * Who comes first: by the client's own priority (1 is the first, 0 for none the last), then what is shown on a screen, who
     * has its turn to speak and who had it last, what is shown larger; of those that are equal the one subscribed to first.
     */
    private static final Comparator<Share> RANK = Comparator.<Share>comparingInt(
                    share -> share.subscription.priority() - 1 & Integer.MAX_VALUE)
            .thenComparing(share -> share.track.source() != TrackSource.SCREEN_SHARE)
            .thenComparing(Comparator.<Share>comparingLong(share -> share.track.turnSince())
                    .reversed())
            .thenComparing(Comparator.<Share>comparingInt(share -> share.subscription.wish())
                    .reversed());

    private final SendingListener listener;
    private final boolean allowsPause;
    private long limit = UNLIMITED;
    private long estimate = UNLIMITED;
    private double queued;
    private long divided = UNLIMITED;
    private boolean limited;
    private long dueAt;

    /** @param allowsPause whether video gets nothing when its lowest layer does not fit an estimate */
    Allocation(SendingListener listener, boolean allowsPause) {
        this.listener = listener;
        this.allowsPause = allowsPause;
    }

    /**
     * What the connection carries; {@link #UNLIMITED} while there is no sign of an end.
     *
     * @param nowQueued milliseconds that packets wait on the way at present
     */
    void estimate(long bitsPerSecond, double nowQueued) {
        estimate = bitsPerSecond;
        queued = nowQueued;
        if (estimate < divided / 100 * FALLEN_PERCENT) {
            dueAt = 0;
        }
    }

    /** From now on no more than this is sent; {@link #UNLIMITED} for all that is wanted. */
    void limit(long bitsPerSecond) {
        limit = bitsPerSecond;
        dueAt = 0;
    }

    /** What the connection carries, or may carry; {@link #UNLIMITED} while there is no sign of an end. */
    long carried() {
        return Math.min(limit, estimate);
    }

    /** A track's share. */
    private static final class Share {
        private final SendingSection section;
        private final PublishedTrack track;
        private final Subscription subscription;
        private int layer = -1;
        private int temporal = LayerSelector.ALL;

        Share(SendingSection section, PublishedTrack track, Subscription subscription) {
            this.section = section;
            this.track = track;
            this.subscription = subscription;
        }

        /** Whether it shows somebody who has its turn to speak, or had. */
        boolean hasSpoken() {
            return track.source() == TrackSource.CAMERA && track.turnSince() > Long.MIN_VALUE;
        }

        /** What one more layer takes; -1 when there is none or none is wanted. */
        long more(long now) {
            if (!isComing(now)) {
                return -1;
            }
            ForwardedTrack from = subscription.track();
            int next = from.layerAbove(now, layer);
            boolean rises = next > subscription.limit();
            if (next < 0 || layer >= 0 && (next > subscription.wish() || rises && !subscription.mayRise(now))) {
                return -1;
            }
            long costs = from.bitsPerSecond(now, next) - (layer < 0 ? 0 : from.bitsPerSecond(now, layer));
            return rises ? costs * SPARE_PERCENT / 100 : costs;
        }

        /** Whether there is something to send that its client wants. */
        boolean isComing(long now) {
            return subscription.isWanted() && subscription.track().layerAbove(now, -1) >= 0;
        }

        void raise(long now) {
            layer = subscription.track().layerAbove(now, layer);
            temporal = LayerSelector.ALL;
        }

        /** Takes as many pictures of the lowest layer as there is room for, the fewest at least; returns what they take. */
        long thin(long now, long room) {
            ForwardedTrack from = subscription.track();
            int present = subscription.thinnedTo();
            temporal = from.temporalWithin(now, layer, Math.max(0, room));
            if (temporal > present) {
                int spared = from.temporalWithin(now, layer, Math.max(0, room) * 100 / SPARE_PERCENT);
                temporal = Math.max(present, spared);
            }
            return from.bitsPerSecond(now, layer, temporal);
        }
    }

    void tick(long now, List<SendingSection> sections) {
        divided = carried();
        if (now < dueAt || divided == UNLIMITED && !limited) {
            return;
        }
        dueAt = now + INTERVAL;
        limited = divided != UNLIMITED;
        List<Share> shares = new ArrayList<>();
        long sound = 0;
        for (SendingSection section : sections) {
            PublishedTrack track = section.track();
            Subscription subscription = section.subscription();
            if (track == null || subscription == null) {
                continue;
            }
            if (subscription.track().isVideo()) {
                shares.add(new Share(section, track, subscription));
            } else if (subscription.isWanted()) {
                sound += rate(now, subscription);
            }
        }
        if (limited) {
            shares.sort(RANK);
            // A limit that somebody asked for is held to; an estimate may be wrong.
            boolean pauses = allowsPause || limit != UNLIMITED;
            // Sound has no numbers, so what is estimated is what passes beside it.
            divide(now, Math.min(limit - sound, estimate), shares, pauses);
        }
        for (Share share : shares) {
            apply(now, share);
        }
    }

    private static long rate(long now, Subscription subscription) {
        ForwardedTrack track = subscription.track();
        long sum = 0;
        for (SourceStream stream : track.streams()) {
            sum += track.bitsPerSecond(now, stream.layer());
        }
        return sum;
    }

    private void divide(long now, long budget, List<Share> shares, boolean pauses) {
        long left = budget;
        Share speaker = shares.stream().filter(Share::hasSpoken).findFirst().orElse(null);
        for (int round = 0; round <= HIGHEST + 1; round++) {
            for (Share share : shares) {
                // Who speaks, and what its client wants first, have their second layer before anything else has.
                boolean waits = round == 1 && share != speaker && share.subscription.priority() == 0;
                long costs = waits || round > 0 && share.layer < 0 ? -1 : share.more(now);
                if (costs >= 0 && round == 0 && !pauses) {
                    share.raise(now);
                    left -= share.thin(now, draining(left));
                } else if (costs >= 0 && costs <= left) {
                    left -= costs;
                    share.raise(now);
                }
            }
        }
    }

    /** What is left while a queue is to go that is there: where there is no smaller layer, there are fewer pictures. */
    private long draining(long left) {
        return estimate == UNLIMITED ? left : (long) (left * (1 - Math.min(MOST_DRAINED, queued / DRAIN_MILLIS)));
    }

    /** Whether what is sent until the key frame of a lower layer could not pass anyway, and would only hold that up. */
    private boolean isFarTooMuch(long now, Subscription subscription) {
        int layer = subscription.layer();
        return layer > Math.max(0, subscription.limit())
                && subscription.track().bitsPerSecond(now, layer) / FAR_TOO_MUCH > divided;
    }

    private void apply(long now, Share share) {
        boolean was = share.subscription.limit() < 0;
        // What does not come needs no room, and is let through as soon as it does.
        int layer = limited && share.isComing(now) ? share.layer : HIGHEST;
        share.subscription.limit(now, layer);
        share.subscription.thin(share.temporal);
        if (isFarTooMuch(now, share.subscription)) {
            share.subscription.waitForKeyFrame(now);
        }
        if (was != layer < 0) {
            listener.streamPaused(share.section.publisher(), share.track, layer < 0);
        }
    }
}
