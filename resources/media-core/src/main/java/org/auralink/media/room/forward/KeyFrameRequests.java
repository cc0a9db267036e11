package org.auralink.media.room.forward;

/**
 * Merges what many subscribers want of one layer into few requests. A request stays open until a key frame comes, and
 * is repeated at the throttle's pace, because the request or the answer may get lost.
 */
final class KeyFrameRequests {
    private final long spacing;
    private boolean open;
    private long lastAt = Long.MIN_VALUE;

    /** @param spacing least nanoseconds between two requests */
    KeyFrameRequests(long spacing) {
        this.spacing = spacing;
    }

    /** Somebody cannot go on without a key frame. */
    void want() {
        open = true;
    }

    /** One came. */
    void satisfied() {
        open = false;
    }

    /** Whether to ask now; notes that it was done. */
    boolean take(long now) {
        if (!open || lastAt != Long.MIN_VALUE && now - lastAt < spacing) {
            return false;
        }
        lastAt = now;
        return true;
    }
}
