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

    private Limits() {}
}
