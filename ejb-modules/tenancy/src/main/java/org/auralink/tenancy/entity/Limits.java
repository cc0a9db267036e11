package org.auralink.tenancy.entity;

import java.time.Duration;

/** The bounds of tenancy, each with its reason. */
public final class Limits {
    /** Characters of an organization's name, as the column's. */
    public static final int NAME_LENGTH = 100;

    /** Characters of a slug: it stands in addresses and is typed. */
    public static final int SLUG_SHORTEST = 3;

    public static final int SLUG_LONGEST = 50;

    /** Organizations that one person owns: each may have as many members as its plan allows. */
    public static final int OWNED = 20;

    /** Time to find a mail and to think about it; who is too late is invited again. */
    public static final Duration INVITATION_VALID = Duration.ofDays(7);

    /** Bytes of an invitation's token, which nobody guesses. */
    public static final int TOKEN_BYTES = 32;

    /** Until a deleted organization is gone: somebody comes back from two weeks of holiday. */
    public static final Duration GRACE = Duration.ofDays(30);

    /** Organizations that are finished in one go, each with all its calls; the rest waits for the next hour. */
    public static final int FINISHED_AT_ONCE = 20;

    /** API keys of one organization that are not revoked: one for each program, and each program its own. */
    public static final int KEYS = 50;

    /** Requests a minute of a key for which nothing else is said, and at most: a hundred a second. */
    public static final int KEY_RATE = 600;

    public static final int KEY_RATE_MOST = 6_000;

    /** How long a rotated key may work on beside the new one. */
    public static final Duration KEY_OVERLAP_MOST = Duration.ofDays(7);

    /** The last use of a key is known to this, and written so seldom. */
    public static final Duration KEY_USE = Duration.ofHours(1);

    private Limits() {}
}
