package org.auralink.media.transport;

import org.jspecify.annotations.Nullable;

/**
 * Watches the address in use (RFC 7675): once nothing came from there for a while, the client is asked whether it still
 * receives there, and when it leaves that unanswered though it is known to answer, the path is silent. A client that was
 * never seen to answer is asked one round and not judged. What the client sends of itself is as good as an answer. One
 * thread.
 */
final class Consent {
    private final PathLimits limits;
    private boolean answers;
    /** Slow to follow: twice of it is waited for, so that the distant are not taken for gone. */
    private long roundTrip;
    /** The address that left a round unanswered, of whoever never answered one. */
    private @Nullable Path givenUp;

    private @Nullable Path silent;
    private long silentAt;

    Consent(PathLimits limits) {
        this.limits = limits;
    }

    /** When an address in use is to be asked; {@link Long#MAX_VALUE}: not before it is heard from. */
    long dueAt(Path selected) {
        long due = later(selected.heardAt(), selected.askedAt())
                + limits.consentAfter().toNanos();
        boolean watched = selected.isProven()
                && selected.asked() == null
                && (answers || selected != givenUp)
                && selected.consentedSince(due - limits.provenFor().toNanos());
        return watched ? due : Long.MAX_VALUE;
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    /** How long the {@code n}th check to the address in use waits for its answer, from 1, in nanoseconds. */
    long patience(Path selected, int n) {
        if (!answers) {
            return limits.repeatAfter().toNanos() << (n - 1);
        }
        if (isSilent(selected)) {
            return limits.consentAfter().toNanos();
        }
        long usual = n < limits.repeats()
                ? limits.consentAgainAfter().toNanos()
                : limits.repeatAfter().toNanos();
        return Math.max(usual, 2 * roundTrip);
    }

    /** The client answered a check of ours that was first sent at {@code askedAt}, on whichever address. */
    void answered(long now, long askedAt) {
        // Which of the repetitions was answered is not known (RFC 6298 3); of the first, it is an upper bound.
        long took = Math.min(now - askedAt, limits.slowest().toNanos());
        roundTrip = answers ? (3 * roundTrip + took) / 4 : took;
        answers = true;
        givenUp = null;
    }

    /** The client answered after it was given up: it is as far as that. */
    void answeredLate(long now, long askedAt) {
        answered(now, askedAt);
        roundTrip = Math.max(roundTrip, Math.min(now - askedAt, limits.slowest().toNanos()));
    }

    /** A round of checks to the address in use ended without an answer. */
    void unanswered(long now, Path selected) {
        if (!answers) {
            givenUp = selected;
        } else if (selected.heardAt() - selected.askedAt() <= 0) {
            silent = selected;
            silentAt = now;
        }
    }

    /** Whether nothing came from the address in use since it left a round unanswered. */
    boolean isSilent(Path selected) {
        return selected == silent && selected.heardAt() - silentAt < 0;
    }

    /** The client described itself anew: it is judged by what it does from now on. */
    void begin() {
        silent = null;
        givenUp = null;
    }
}
