package org.auralink.media.room;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.auralink.media.room.forward.ForwardedTrack;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.forward.Subscription;

/**
 * Divides what may be sent to one client among the tracks that it receives. Sound always goes, then every video in its lowest
 * layer, as far as they fit, by priority and then by when they were subscribed to; what is left raises them by one layer each,
 * round by round. Who gets nothing is paused, which its client is told.
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

    /** By how many percent an estimate has to fall, so that it is divided anew at once. */
    private static final int FALLEN_PERCENT = 90;

    private final SendingListener listener;
    private final boolean allowsPause;
    private long limit = UNLIMITED;
    private long estimate = UNLIMITED;
    private long divided = UNLIMITED;
    private boolean limited;
    private long dueAt;

    /** @param allowsPause whether video gets nothing when its lowest layer does not fit an estimate */
    Allocation(SendingListener listener, boolean allowsPause) {
        this.listener = listener;
        this.allowsPause = allowsPause;
    }

    /** What the connection carries; {@link #UNLIMITED} while there is no sign of an end. */
    void estimate(long bitsPerSecond) {
        estimate = bitsPerSecond;
        if (estimate < divided / 100 * FALLEN_PERCENT) {
            dueAt = 0;
        }
    }

    /** From now on no more than this is sent; {@link #UNLIMITED} for all that is wanted. */
    void limit(long bitsPerSecond) {
        limit = bitsPerSecond;
        dueAt = 0;
    }

    /** A track's share. */
    private static final class Share {
        private final SendingSection section;
        private final PublishedTrack track;
        private final Subscription subscription;
        private int layer = -1;

        Share(SendingSection section, PublishedTrack track, Subscription subscription) {
            this.section = section;
            this.track = track;
            this.subscription = subscription;
        }

        /** What one more layer takes; -1 when there is none or none is wanted. */
        long more(long now) {
            if (!isComing(now)) {
                return -1;
            }
            ForwardedTrack from = subscription.track();
            int next = from.layerAbove(now, layer);
            if (next < 0 || layer >= 0 && next > subscription.wish()) {
                return -1;
            }
            long costs = from.bitsPerSecond(now, next) - (layer < 0 ? 0 : from.bitsPerSecond(now, layer));
            return next > subscription.limit() ? costs * SPARE_PERCENT / 100 : costs;
        }

        /** Whether there is something to send that its client wants. */
        boolean isComing(long now) {
            return subscription.isWanted() && subscription.track().layerAbove(now, -1) >= 0;
        }

        void raise(long now) {
            layer = subscription.track().layerAbove(now, layer);
        }
    }

    void tick(long now, List<SendingSection> sections) {
        divided = Math.min(limit, estimate);
        if (now < dueAt || divided == UNLIMITED && !limited) {
            return;
        }
        dueAt = now + INTERVAL;
        limited = divided != UNLIMITED;
        List<Share> shares = new ArrayList<>();
        long left = divided;
        for (SendingSection section : sections) {
            PublishedTrack track = section.track();
            Subscription subscription = section.subscription();
            if (track == null || subscription == null) {
                continue;
            }
            if (subscription.track().isVideo()) {
                shares.add(new Share(section, track, subscription));
            } else if (subscription.isWanted()) {
                left -= rate(now, subscription);
            }
        }
        if (limited) {
            // Without a priority (0) comes last; the sort is stable.
            shares.sort(Comparator.comparingInt(share -> share.subscription.priority() - 1 & Integer.MAX_VALUE));
            // A limit that somebody asked for is held to; an estimate may be wrong.
            boolean pauses = allowsPause || limit != UNLIMITED;
            divide(now, left, shares, pauses);
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

    private static void divide(long now, long budget, List<Share> shares, boolean pauses) {
        long left = budget;
        for (int round = 0; round <= HIGHEST; round++) {
            for (Share share : shares) {
                long costs = round > 0 && share.layer < 0 ? -1 : share.more(now);
                if (costs >= 0 && (costs <= left || round == 0 && !pauses)) {
                    left -= costs;
                    share.raise(now);
                }
            }
        }
    }

    private void apply(long now, Share share) {
        boolean was = share.subscription.limit() < 0;
        // What does not come needs no room, and is let through as soon as it does.
        int layer = limited && share.isComing(now) ? share.layer : HIGHEST;
        share.subscription.limit(now, layer);
        if (was != layer < 0) {
            listener.streamPaused(share.section.publisher(), share.track, layer < 0);
        }
    }
}
