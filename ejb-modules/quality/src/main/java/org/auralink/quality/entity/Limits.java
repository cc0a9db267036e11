package org.auralink.quality.entity;

import java.time.Duration;

/** Every bound of the quality capability. */
public final class Limits {

    /** Reports that wait to be written: of a thousand participants, for nearly a minute. About 1 kB each. */
    public static final int WAITING_REPORTS = 5_000;

    /** Of one transaction: some tens of milliseconds for the database. */
    public static final int REPORTS_AT_ONCE = 500;

    /** Transactions of one run, so that a run that falls behind lets the next one begin. */
    public static final int WRITES_OF_A_RUN = 20;

    /** Participants whose last report is remembered, so that changes and lasting breaches are seen. About 2 kB each. */
    public static final int WATCHED_PARTICIPANTS = 20_000;

    /** Rooms of which it is remembered whose call they are. */
    public static final int REMEMBERED_ROOMS = 10_000;

    /** A node's clock that differs by more is wrong: our time counts. Days exist for times near ours only. */
    public static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    /** A breach begins with the report before, unless that is longer ago: three intervals of a node. */
    public static final Duration CONTINUOUS = Duration.ofSeconds(30);

    /** Reports without a breach, one after the other, that end an issue. One alone may be chance. */
    public static final int GOOD_REPORTS = 2;

    /** An issue of which nothing is heard any more is over: four intervals and a slow write. */
    public static final Duration SILENT = Duration.ofSeconds(45);

    /** A warning that lasts as long is worth an alert. */
    public static final Duration ALERT_AFTER = Duration.ofSeconds(60);

    /** Points of a series: as many as a chart of some 700 pixels can show. */
    public static final int POINTS = 180;

    /** Between two points at least: what a node tells. */
    public static final int LEAST_STEP_SECONDS = 10;

    /**
     * Between two measurements of one joining that are kept. Nodes tell more, once a second at most, when a track is muted,
     * and that is a moment.
     */
    public static final Duration LEAST_SPACING = Duration.ofSeconds(5);

    /** Joinings in one answer; with all points it is some 600 kB before compression. */
    public static final int SERIES = 50;

    /** Moments in one answer, the first of the call, and those of a call that are kept however fast they come. */
    public static final int MOMENTS = 1_000;

    /** After {@link #MOMENTS} of a call one more is kept: at most 17 000 a day, of some 200 bytes. */
    public static final Duration MOMENT_EVERY = Duration.ofSeconds(5);

    /** Issues in one answer, the first of the call. */
    public static final int ISSUES = 500;

    /** Days whose tables are made ahead: a server that fails for a week does not stop the measurements. */
    public static final int DAYS_AHEAD = 7;

    /** Unless the setting says otherwise: a complaint of last month can be looked into. */
    public static final int USUAL_RETENTION_DAYS = 30;

    /** The same one may set. Ten years; who needs more needs an archive. */
    public static final int MOST_RETENTION_DAYS = 3_650;

    /** Live pages of one account: some tabs and devices. */
    public static final int LISTENERS_OF_AN_ACCOUNT = 8;

    /** Live pages of one server. Each holds a connection and, at most, one message of some kB. */
    public static final int LISTENERS = 500;

    /** A live answer ends after as long, and its client asks again: so who may no longer see the call does not. */
    public static final Duration LISTENING = Duration.ofMinutes(5);

    /** How far before its last message a live page is told again what it may have missed. */
    public static final Duration RESUMED = Duration.ofMinutes(10);

    /** Rows of one call in one live message. */
    public static final int LIVE_ROWS = 1_000;

    /** Bytes of messages that wait for a client; one that is slower misses some, and reads the series again. */
    public static final int LIVE_BYTES = 256 * 1024;

    private Limits() {}
}
