package org.auralink.mail.entity;

import java.time.Duration;

/** Every bound of the mail capability. */
public final class Limits {

    // What is kept.

    /** Of an address: RFC 5321, 4.5.3.1.3 allows 254. The column has the same length. */
    public static final int ADDRESS_LENGTH = 255;

    /** Of a link, as browsers and proxies take it. */
    public static final int LINK_LENGTH = 2048;

    /** Of a name in a mail: of an organization, of who invites. */
    public static final int NAME_LENGTH = 200;

    /** Of a code that is typed in; GoTrue allows six to ten digits. */
    public static final int CODE_LENGTH = 10;

    /**
     * Mails to one address that wait at a time. Each kind is limited where it is asked for; this holds also while the mail
     * server is away for a day and everybody tries again.
     */
    public static final int WAITING_PER_RECIPIENT = 10;

    /** No link and no code is good for longer: an invitation's week is the longest. */
    public static final Duration LONGEST_VALIDITY = Duration.ofDays(30);

    /** How long what was sent and what was given up is remembered, without its words: somebody may ask what became of it. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** Mails that the mailbox of a local installation keeps; the newest. Further back nobody scrolls. */
    public static final int IN_MAILBOX = 200;

    /** Rows that one statement of the clean-up changes: far within the five seconds that the pools give it. */
    public static final int CLEANED_AT_ONCE = 2000;

    /** Statements of one kind in one clean-up; the rest waits for the next hour. */
    public static final int CLEANING_ROUNDS = 25;

    /** For so long no other server cleans up: longer than their clocks differ, shorter than until the next time. */
    public static final Duration CLEANING = Duration.ofMinutes(55);

    /** Of what is written down about a failure. The column has the same length. */
    public static final int ERROR_LENGTH = 300;

    // What sending may cost.

    /** Mails that one server of the application sends at a time: a connection each, and mail servers bound those. */
    public static final int AT_ONCE = 4;

    /** How often this server looks for what is due: as late as a mail is sent at most, with nothing else to do. */
    public static final Duration POLL = Duration.ofMillis(500);

    /**
     * How long a mail is one server's. Longer than a whole dialogue with a mail server in which each answer takes as long
     * as it may by default, so that who still works on it is not overtaken. As late as a mail is sent when its server was
     * killed.
     */
    public static final Duration LEASE = Duration.ofMinutes(3);

    /** Wait after the first failure: a mail server that greylists is asked again before the person gives up. */
    public static final Duration FIRST_WAIT = Duration.ofSeconds(5);

    /** Each further wait is longer by this: 5, 20, 80, 320, then 600 seconds. */
    public static final int WAIT_FACTOR = 4;

    /** The longest wait, jitter included: so late mail goes out when the server is back. */
    public static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** What was learnt of the mail server is good for so long; nobody likes to be greeted each second. */
    public static final Duration PROBE_EVERY = Duration.ofMinutes(1);

    private Limits() {}
}
