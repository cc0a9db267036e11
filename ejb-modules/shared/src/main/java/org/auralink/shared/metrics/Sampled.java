package org.auralink.shared.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A figure that is looked up now and then, because looking takes too long for a scrape. It is unknown when nobody has looked
 * for a minute: a dashboard shows a gap then and not what was so before, and no alert is raised on it.
 */
public final class Sampled {
    /** Four looks at the usual distance. */
    private static final Duration HOLDS = Duration.ofMinutes(1);

    private record Look(double value, Instant at) {}

    private final Clock clock;
    private volatile Look last = new Look(Double.NaN, Instant.EPOCH);

    public Sampled(Clock clock) {
        this.clock = clock;
    }

    /** By the system's clock, for a figure of the whole process. */
    public static Sampled bySystemClock() {
        return new Sampled(Clock.systemUTC());
    }

    /** Somebody looked. */
    public void is(double value) {
        last = new Look(value, clock.instant());
    }

    /** Somebody looked in vain. */
    public void isUnknown() {
        is(Double.NaN);
    }

    /** What was seen last, NaN when that is not known or too long ago. */
    public double value() {
        Look seen = last;
        return seen.at.plus(HOLDS).isBefore(clock.instant()) ? Double.NaN : seen.value;
    }
}
