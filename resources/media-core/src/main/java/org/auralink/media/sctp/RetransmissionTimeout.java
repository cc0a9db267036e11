package org.auralink.media.sctp;

/** The time after which what is unanswered is repeated, from measured round trips (RFC 9260 6.3.1). */
final class RetransmissionTimeout {
    private final long min;
    private final long slack;
    private final long max;
    private long smoothed;
    private long variation;
    private long timeout;

    RetransmissionTimeout(SctpTimes times) {
        min = times.minTimeout().toNanos();
        slack = times.minSlack().toNanos();
        max = times.maxTimeout().toNanos();
        timeout = times.initialTimeout().toNanos();
    }

    /** Takes a round trip in; of something that was sent once only (6.3.1 C5, Karn). */
    void measured(long nanos) {
        long roundTrip = Math.max(0, nanos);
        if (smoothed == 0) {
            smoothed = roundTrip;
            variation = roundTrip / 2;
        } else {
            variation += (Math.abs(smoothed - roundTrip) - variation) / 4;
            smoothed += (roundTrip - smoothed) / 8;
        }
        timeout = Math.min(max, Math.max(min, smoothed + Math.max(slack, 4 * variation)));
    }

    /** Nothing was answered in time (6.3.3 E2). */
    void backOff() {
        timeout = Math.min(max, 2 * timeout);
    }

    /** RTO, nanoseconds. */
    long nanos() {
        return timeout;
    }

    /** SRTT, nanoseconds; the timeout before there is one. */
    long roundTrip() {
        return smoothed == 0 ? timeout : smoothed;
    }
}
