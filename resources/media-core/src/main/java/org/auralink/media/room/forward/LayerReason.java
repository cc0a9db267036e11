package org.auralink.media.room.forward;

import org.auralink.media.codec.LayerSelector;

/** Why a receiver of a video is sent the layer that it is sent. */
public enum LayerReason {
    /** It is the layer that its client asked for. */
    WANTED,
    /** Its publisher sends none that is larger, although its client would take one. */
    BEST_PUBLISHED,
    /** Its client does not show it, and asked for nothing. */
    HIDDEN,
    /** Its publisher muted it. */
    MUTED,
    /** Nothing comes from its publisher. */
    NOT_SENT,
    /** The connection carries no more: a smaller layer, fewer pictures, or nothing. */
    BANDWIDTH,
    /** Its receiver can do with fewer pictures, and the operator wants to save ({@link Subscription#spare}). */
    SAVING,
    /** Another layer is decided on, and begins with its next key frame. */
    SWITCHING;

    /**
     * Decides it at present. Of several the one that would have to change first.
     *
     * @param now monotonic nanoseconds
     */
    public static LayerReason of(long now, Subscription subscription) {
        ForwardedTrack track = subscription.track();
        if (subscription.wish() < 0) {
            return HIDDEN;
        }
        if (track.isMuted()) {
            return MUTED;
        }
        if (track.layerAbove(now, -1) < 0) {
            return NOT_SENT;
        }
        if (isLimited(now, subscription)) {
            return BANDWIDTH;
        }
        if (subscription.isSpared()) {
            return SAVING;
        }
        if (subscription.isSwitching()) {
            return SWITCHING;
        }
        return track.layerAbove(now, subscription.wish() - 1) < 0 ? BEST_PUBLISHED : WANTED;
    }

    /** Whether more would be sent if the connection carried it. */
    private static boolean isLimited(long now, Subscription subscription) {
        int limit = subscription.limit();
        int above = subscription.track().layerAbove(now, limit);
        boolean smaller = limit < subscription.wish() && above >= 0 && above <= subscription.wish();
        return limit < 0 || smaller || subscription.thinnedTo() != LayerSelector.ALL;
    }
}
