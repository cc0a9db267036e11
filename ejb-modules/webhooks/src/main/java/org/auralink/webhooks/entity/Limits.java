package org.auralink.webhooks.entity;

import java.time.Duration;

/** Every bound of the webhooks capability. */
public final class Limits {

    // What an organization may have.

    /** Systems of one organization that want to be told; each is a request for each event. */
    public static final int ENDPOINTS = 10;

    /** What browsers and proxies take for an address. The column has the same length. */
    public static final int URL_LENGTH = 2048;

    /** A line that tells endpoints apart. The column has the same length. */
    public static final int DESCRIPTION_LENGTH = 200;

    /**
     * Deliveries of one organization that wait, and dead letters: a receiver that is away for a day of a thousand calls.
     * Beyond that, events are not kept for it, and its endpoint says how many.
     */
    public static final int UNDELIVERED = 5000;

    /** Finished deliveries of one organization that the log keeps; the newest. About 40 MB. */
    public static final int LOG_ROWS = 20_000;

    /** How long the log, events and dead letters are kept: a month has been looked at, or will not be. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** Rows that one statement of the clean-up deletes: far within the five seconds that the pools give it. */
    public static final int CLEANED_AT_ONCE = 2000;

    /** Statements of one kind in one clean-up; the rest waits for the next hour. */
    public static final int CLEANING_ROUNDS = 25;

    /** For so long no other server cleans up: shorter than an hour, after which the same one may do so again. */
    public static final Duration CLEANING = Duration.ofMinutes(55);

    // What is sent.

    /** Of a body; the largest that the fields allow is a third of it. The column has the same length. */
    public static final int BODY_BYTES = 16 << 10;

    /** Of a text in an event: LiveKit's identities may have 256 characters. */
    public static final int TEXT_LENGTH = 256;

    /** Of a signature, which is made anew for each attempt; LiveKit's number. */
    public static final Duration SIGNATURE_VALIDITY = Duration.ofMinutes(5);

    /** While both secrets are used, when the request does not say: a deployment on the next day. */
    public static final Duration USUAL_OVERLAP = Duration.ofHours(24);

    /** A secret that is said to be replaced must not live on for ever. */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    // What a receiver may cost.

    /** For the connection to each address of the receiver. */
    public static final Duration CONNECT = Duration.ofSeconds(3);

    /** For the whole exchange, from the name to the status line; a receiver that does more does it afterwards. */
    public static final Duration ANSWER = Duration.ofSeconds(10);

    /** Of an answer: its status and headers, which are read over. Its body is not read. */
    public static final int ANSWER_BYTES = 16 << 10;

    /** Addresses of one name that are tried. */
    public static final int ADDRESSES = 4;

    /** Requests to one endpoint at a time, by all servers of the application together. */
    public static final int AT_ONCE_PER_ENDPOINT = 4;

    /** Requests of one server of the application at a time; each holds a thread for {@link #ANSWER} at most. */
    public static final int AT_ONCE = 16;

    /** How often this server looks for what is due: as late as an event is told at most, with nothing else to do. */
    public static final Duration POLL = Duration.ofMillis(500);

    /**
     * How long a delivery is one server's. Longer than two exchanges, of which an overlap of secrets may need both: who
     * still works on it is not overtaken. As late as an event is told when its server was killed.
     */
    public static final Duration LEASE = Duration.ofSeconds(60);

    /** Attempts before an event becomes a dead letter. */
    public static final int ATTEMPTS = 5;

    /** Wait after the first failure. */
    public static final Duration FIRST_WAIT = Duration.ofMillis(100);

    /** Each further wait is longer by this: 0.1, 0.5, 2.5 and 10 s, so that a receiver that starts again misses nothing. */
    public static final int WAIT_FACTOR = 5;

    /** The longest wait, jitter included. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** Failures in a row, of whichever calls, after which an endpoint counts as away. */
    public static final int FAILURES = 5;

    /** How long an endpoint that is away is left alone, but for one delivery at the end that finds out. */
    public static final Duration PAUSE = Duration.ofSeconds(60);

    /** Of what is written down about a failure. The column has the same length. */
    public static final int ERROR_LENGTH = 300;

    private Limits() {}
}
