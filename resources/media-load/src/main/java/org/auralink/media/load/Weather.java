package org.auralink.media.load;

/**
 * What an attacker does at which moment, read off the monotonic clock, which all processes of a machine share: in turn it
 * attacks, and sends the same to nobody. So both are measured within a second of each other on one and the same machine,
 * whatever else it does, and a process that only looks at the times of packets can tell them apart.
 */
enum Weather {
    /** The node gets the datagrams. */
    ATTACK,
    /** As many are made and sent, and nobody reads them. */
    CALM,
    /** Calm, but what the attack left in the buffers may still be there. */
    CLEARING;

    /** As long as the calm that is measured, so that a stall of the machine is as likely in one as in the other. */
    private static final long ATTACKS_FOR = 370_000_000L;

    private static final long CLEARS_WITHIN = 100_000_000L;

    /**
     * All three, in nanoseconds. A second is not a multiple of it: what a node, a JVM or a machine does once a second
     * would always happen in the same weather otherwise, and count as its doing.
     */
    private static final long CYCLE = 2 * ATTACKS_FOR + CLEARS_WITHIN;

    /** Numbers the stretches of one weather. */
    static long part(long nanos) {
        return Math.floorDiv(nanos, CYCLE) * values().length + at(nanos).ordinal();
    }

    /** @param nanos of {@link System#nanoTime} */
    static Weather at(long nanos) {
        long within = Math.floorMod(nanos, CYCLE);
        if (within < ATTACKS_FOR) {
            return ATTACK;
        }
        return within < ATTACKS_FOR + CLEARS_WITHIN ? CLEARING : CALM;
    }

    /** Of something that was counted for this many seconds of changing weather, and happens in attacks only. */
    static long perSecondOfAttack(long counted, int seconds) {
        return counted * CYCLE / ATTACKS_FOR / seconds;
    }
}
