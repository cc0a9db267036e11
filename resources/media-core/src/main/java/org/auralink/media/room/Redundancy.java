package org.auralink.media.room;

/**
 * Whether one receiver is sent what repeats earlier sound (RED, RFC 2198), which takes two thirds more. While nothing is lost on
 * the way to it, that is of no use, and what little is lost is repeated when it asks. It begins with it, and is without it once
 * hardly anything was lost for a while.
 */
final class Redundancy {
    /** 2 %, above which one hears losses, in 1/256. */
    private static final int LOSSY = 5;

    /** 1 %: in between nothing changes. */
    private static final int GOOD = 2;

    /** Receivers report on sound every five seconds; losses come in bursts, with some seconds between them. */
    private static final long GOOD_FOR = 30_000_000_000L;

    private boolean wanted = true;
    private long goodSince = -1;

    /**
     * Decides anew.
     *
     * @param lossPer256 of the worst stream, as the receiver reported last; -1 while it did not
     */
    void tick(long now, int lossPer256) {
        if (lossPer256 < 0 || lossPer256 > GOOD) {
            goodSince = -1;
            wanted |= lossPer256 >= LOSSY;
        } else if (goodSince < 0) {
            goodSince = now;
        }
        wanted &= goodSince < 0 || now - goodSince < GOOD_FOR;
    }

    /** Whether it is sent. */
    boolean isWanted() {
        return wanted;
    }
}
