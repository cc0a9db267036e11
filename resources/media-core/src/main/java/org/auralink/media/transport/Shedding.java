package org.auralink.media.transport;

/**
 * Decides what of one association's datagrams is looked at, before anything costly is done with them. Forged packets must
 * not stop the genuine ones from the same address: so only failures are counted against forgeries, apart for packets that
 * continue a stream and for others; what is left of each second is shared by chance among all that arrives. One thread.
 */
final class Shedding {
    private final TrafficLimits limits;
    private final TokenBucket strangeFailures;
    private final TokenBucket streamFailures;
    private final TokenBucket mediaPackets;
    private final TokenBucket mediaBytes;
    private final TokenBucket controlPackets;
    private final TokenBucket checkAttempts;
    private final TokenBucket checks;
    private final TokenBucket records;
    private final TokenBucket recordFailures;
    private final TokenBucket dataRecords;

    Shedding(TrafficLimits limits) {
        this.limits = limits;
        strangeFailures = limits.strangeFailures().bucket();
        streamFailures = limits.streamFailures().bucket();
        mediaPackets = limits.leastMedia().packetBucket();
        mediaBytes = limits.leastMedia().byteBucket();
        controlPackets = limits.controlPackets().bucket();
        checkAttempts = limits.checkAttempts().bucket();
        checks = limits.checks().bucket();
        records = limits.records().bucket();
        recordFailures = limits.recordFailures().bucket();
        dataRecords = limits.dataRecords().bucket();
    }

    /** What the client announced brings about so much; a multiple of it is let through. */
    void expect(long now, MediaRate expected) {
        MediaRate allowed = expected.times(limits.mediaFactor(), limits.leastMedia(), limits.mostMedia());
        mediaPackets.become(now, allowed.packets(), allowed.packets());
        mediaBytes.become(now, allowed.bytes(), allowed.bytes());
    }

    /** Whether media may be opened. */
    boolean admitsMedia(long now, int size, boolean control, boolean inStream) {
        TokenBucket failures = inStream ? streamFailures : strangeFailures;
        return failures.has(now, 1)
                && (control ? controlPackets.has(now, 1) : mediaPackets.has(now, 1) && mediaBytes.has(now, size));
    }

    /** Media was opened, and proved forged or genuine. */
    void opened(long now, int size, boolean control, boolean inStream, boolean genuine) {
        if (!genuine) {
            (inStream ? streamFailures : strangeFailures).take(now, 1);
        } else if (control) {
            controlPackets.take(now, 1);
        } else {
            mediaPackets.take(now, 1);
            mediaBytes.take(now, size);
        }
    }

    /**
     * Whether a datagram of this kind may be looked at; media is asked about with {@link #admitsMedia}.
     *
     * @param data whether it claims to be application data of a client that is connected
     */
    boolean admits(long now, Protocol protocol, boolean data) {
        return switch (protocol) {
            case STUN -> checkAttempts.take(now, 1);
            case DTLS -> recordFailures.has(now, 1) && (data ? dataRecords : records).take(now, 1);
            case MEDIA, UNKNOWN -> true;
        };
    }

    /** A record after the handshake proved to be of no use. */
    void recordFailed(long now) {
        recordFailures.take(now, 1);
    }

    /** Whether a good check is answered. */
    boolean admitsCheck(long now) {
        return checks.take(now, 1);
    }
}
