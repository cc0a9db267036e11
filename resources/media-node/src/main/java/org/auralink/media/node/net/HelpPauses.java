package org.auralink.media.node.net;

/**
 * When a loop does without helpers. Whoever has to wait for one that was put aside in the middle, because the machine has no
 * processor for it, is worse off than alone; so it is alone for a while then, and for longer each time that happens again.
 * Times are nanoseconds of one clock. One thread.
 */
final class HelpPauses {
    /** More than a part takes, or a collection of garbage, for which everybody waits. */
    static final long LONG_WAIT = 5_000_000;
    /** So a wait is one frame's in thirty, at first. */
    static final long SHORTEST = 1_000_000_000;
    /** And not one in a thousand at last; a machine that has processors again is used within a minute. */
    static final long LONGEST = 64_000_000_000L;
    /** After so many times the pause without a long wait, the next pause is the shortest again. */
    private static final int FORGIVEN = 8;

    private long pause = SHORTEST;
    private long until = Long.MIN_VALUE;

    /** The loop waited so long for a helper. */
    void waited(long now, long nanos) {
        if (nanos < LONG_WAIT) {
            return;
        }
        boolean again = until != Long.MIN_VALUE && now - until < FORGIVEN * pause;
        pause = again ? Math.min(LONGEST, 2 * pause) : SHORTEST;
        until = now + pause;
    }

    /** Whether it does without. */
    boolean isPaused(long now) {
        return until != Long.MIN_VALUE && now - until < 0;
    }
}
