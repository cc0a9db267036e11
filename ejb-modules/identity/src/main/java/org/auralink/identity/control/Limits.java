package org.auralink.identity.control;

import java.time.Duration;

/** The limits of accounts and sessions, by who reads them. How often somebody may ask stands in the request limits. */
public record Limits(
        Passwords passwords,
        Hashing hashing,
        Sessions sessions,
        Mailed mailed,
        Factors factors,
        AuraIds auraIds,
        UserDataSize userData) {

    /**
     * @param least characters where nothing else is set; what OWASP ASVS 5.0 asks for in 6.2.1
     * @param common how many of the most common passwords are refused where nothing else is set; 6.2.4 of the same
     * @param mostBytes bytes of UTF-8; what bcrypt could take, kept because clients rely on the refusal
     */
    public record Passwords(int least, int common, int mostBytes) {}

    /**
     * @param atOnce how many passwords are hashed at once: each takes 19 MiB and a core for 0.2 s
     * @param waiting how many wait for their turn meanwhile; each holds a thread of the server, of which there are some
     *     dozens for everything else too. On two cores the last of them waits about two seconds
     * @param patience how long a sign-in waits for its turn before it is refused
     */
    public record Hashing(int atOnce, int waiting, Duration patience) {}

    /**
     * @param accessToken how long a token is worth something without asking the database; Supabase's default
     * @param refreshReuse how long after its use a refresh token may be used again: two tabs that refresh at once are no
     *     theft
     * @param refreshesWaiting how many more refreshes with one token may wait while one is done: the tabs of a browser,
     *     and not so many that they hold a tenth of the server's threads
     * @param refreshWait how long one of them waits before it is refused; a refresh takes some ten milliseconds
     * @param ended how many ended sessions are remembered until their access tokens have expired: about 12 MB in Redis,
     *     and more sign-outs within an hour than the limits on sign-ins allow to a small crowd
     * @param endedSeen how long an answer about a session that goes on is believed; with the way there and back, an ended
     *     one is noticed everywhere within a second
     */
    public record Sessions(
            Duration accessToken,
            Duration refreshReuse,
            int refreshesWaiting,
            Duration refreshWait,
            int ended,
            Duration endedSeen) {}

    /**
     * What goes on by mail.
     *
     * @param link how long a link and its code are worth something: long enough for mail that is late, and for people who
     *     read theirs after lunch. Supabase's command line sets the same
     * @param flowCode how long a client may take to fetch the session of a sign-in that went on elsewhere; Supabase's
     * @param pause between two mails to one address. Supabase's default
     * @param stillThere how long after its sign-in a session may set a new password where that needs proof; Supabase's
     */
    public record Mailed(Duration link, Duration flowCode, Duration pause, Duration stillThere) {}

    /**
     * Second factors and passkeys.
     *
     * @param most factors of a person, verified or not; Supabase's
     * @param challenge how long a challenge may be answered; Supabase's, and long enough to find the telephone
     * @param unverified how long an enrolment counts that nobody finishes; Supabase's
     * @param challenges open ones of a factor: some tabs, and what was given up
     * @param name characters of a name; what the column takes
     * @param issuer characters; escaped, and twice, they fit into a QR code together with the longest address
     */
    public record Factors(int most, Duration challenge, Duration unverified, int challenges, int name, int issuer) {}

    /**
     * Changes of AuraIDs. The database has the same number of days (V036), and how long a former name is kept: 90 days.
     *
     * @param between two changes of one person: others have to find them again each time
     */
    public record AuraIds(Duration between) {}

    /**
     * What a person says about themselves.
     *
     * @param bytes of JSON; it travels in every access token, and servers refuse headers above 8 KiB
     * @param depth how deep objects and lists may be nested; readers of tokens give up somewhere above a hundred
     * @param digits characters of a number written without an exponent, which is how PostgreSQL gives it back; more than
     *     any number of 64 bits that means something
     */
    public record UserDataSize(int bytes, int depth, int digits) {}

    public static Limits standard() {
        return new Limits(
                new Passwords(8, 3_000, 72),
                new Hashing(Math.max(2, Runtime.getRuntime().availableProcessors()), 16, Duration.ofSeconds(5)),
                new Sessions(
                        Duration.ofHours(1),
                        Duration.ofSeconds(10),
                        16,
                        Duration.ofSeconds(2),
                        100_000,
                        Duration.ofMillis(900)),
                new Mailed(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofHours(24)),
                new Factors(10, Duration.ofMinutes(5), Duration.ofMinutes(5), 10, 120, 60),
                new AuraIds(Duration.ofDays(30)),
                new UserDataSize(4096, 32, 40));
    }
}
