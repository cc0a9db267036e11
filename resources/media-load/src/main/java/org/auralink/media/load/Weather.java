package org.auralink.media.load;

/**
 * What an attacker does at which moment, read off the monotonic clock, which all processes of a machine share: every
 * other half second it attacks, and between sends the same to nobody. So both are measured within a second of each other
 * on one and the same machine, whatever else it does, and a process that only looks at the times of packets can tell
 * them apart.
 */
enum Weather {
    /** The node gets the datagrams. */
    ATTACK,
    /** As many are made and sent, and nobody reads them. */
    CALM,
    /** Calm, but what the attack left in the buffers may still be there. */
    CLEARING;

    private static final long PERIOD = 500_000_000L;
    private static final long CLEARS_WITHIN = 100_000_000L;

    /** Numbers the half seconds. */
    static long part(long nanos) {
        return Math.floorDiv(nanos, PERIOD);
    }

    /** @param nanos of {@link System#nanoTime} */
    static Weather at(long nanos) {
        long within = Math.floorMod(nanos, 2 * PERIOD);
        if (within < PERIOD) {
            return ATTACK;
        }
        return within < PERIOD + CLEARS_WITHIN ? CLEARING : CALM;
    }
}
