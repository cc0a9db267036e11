package org.auralink.media.room.forward;

/**
 * Merges what many subscribers want of one layer into few requests. A request stays open until a key frame comes, and
 * is repeated at the throttle's pace, because the request or the answer may get lost.
 */
final class KeyFrameRequests {
    private final long spacing;
    private boolean open;
    private boolean once;
    private long lastAt = Long.MIN_VALUE;

    /** @param spacing least nanoseconds between two requests */
    KeyFrameRequests(long spacing) {
        this.spacing = spacing;
    }

    /** Somebody cannot go on without a key frame. */
    void want() {
        open = true;
    }

    /** A key frame would be of use soon, but nobody waits for it yet: asks a single time. */
    void wantOnce() {
        once = true;
    }

    /** The layer begins again: what was asked while it was silent may have reached nobody, so asking need not wait. */
    void begun() {
        lastAt = Long.MIN_VALUE;
    }

    /** One came. */
    void satisfied() {
        open = false;
        once = false;
    }

    /** Whether to ask now; notes that it was done. */
    boolean take(long now) {
        if (!open && !once || lastAt != Long.MIN_VALUE && now - lastAt < spacing) {
            return false;
        }
        lastAt = now;
        once = false;
        return true;
    }
}
