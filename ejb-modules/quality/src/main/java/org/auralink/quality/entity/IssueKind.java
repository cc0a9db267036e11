package org.auralink.quality.entity;

import java.time.Duration;
import java.util.Locale;

/** The rules. What each measures, from where on it is broken, and for how long that must last. */
public enum IssueKind {
    /** Per cent of packets lost, in the worse direction. At 5 % speech has audible holes in spite of concealment. */
    HIGH_LOSS(5, 15, true, Duration.ofSeconds(30)),
    /** Milliseconds. From 400 on people talk over each other (ITU-T G.114). */
    HIGH_ROUND_TRIP(400, 1_000, true, Duration.ofSeconds(30)),
    /** A mean opinion score: below 3 the node calls a connection poor. */
    POOR_SCORE(3, 2, false, Duration.ofSeconds(30)),
    /** 1 while the connection is lost, or nothing comes of a track that is on and wanted. */
    NO_MEDIA(1, 1, true, Duration.ofSeconds(20));

    private final double warning;
    private final double critical;
    private final boolean fromBelow;
    private final Duration lasting;

    IssueKind(double warning, double critical, boolean fromBelow, Duration lasting) {
        this.warning = warning;
        this.critical = critical;
        this.fromBelow = fromBelow;
        this.lasting = lasting;
    }

    /** Whether a value breaks the rule. */
    public boolean isBrokenBy(double value) {
        return fromBelow ? value >= warning : value < warning;
    }

    /** How bad a value is that breaks the rule. */
    public Severity severity(double value) {
        boolean bad = fromBelow ? value >= critical : value < critical;
        return bad ? Severity.CRITICAL : Severity.WARNING;
    }

    /** The worse of two values. */
    public double worse(double one, double other) {
        return fromBelow ? Math.max(one, other) : Math.min(one, other);
    }

    /** From where on it is broken. */
    public double threshold() {
        return warning;
    }

    /** For how long it must be broken until there is an issue. */
    public Duration lasting() {
        return lasting;
    }

    /** As the API and the database write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
