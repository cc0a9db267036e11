package org.auralink.identity.control;

import java.time.Duration;

/**
 * The limits of accounts and sessions.
 *
 * @param passwordMin characters; Supabase's default, which its clients and tests expect
 * @param passwordMaxBytes bytes of UTF-8; what bcrypt could take, kept because clients rely on the refusal
 * @param userDataBytes JSON of what a person says about themselves; it travels in every access token, and servers refuse
 *     headers above 8 KiB
 * @param accessToken how long a token is worth something without asking the database; Supabase's default
 * @param refreshReuse how long after its use a refresh token may be used again: two tabs that refresh at once are no theft
 * @param hashing how many passwords are hashed at once: each takes 19 MiB and a core for 0.2 s
 * @param hashingQueue how many wait for their turn while others are hashed; each holds a thread of the server, of which
 *     there are some dozens for everything else too. On two cores the last of them waits about two seconds
 * @param hashingWait how long a sign-in waits for its turn before it is refused
 * @param userDataDepth how deep objects and lists may be nested; readers of tokens give up somewhere above a hundred
 * @param userDataDigits characters of a number written without an exponent, which is how PostgreSQL gives it back; more
 *     than any number of 64 bits that means something
 */
public record Limits(
        int passwordMin,
        int passwordMaxBytes,
        int userDataBytes,
        Duration accessToken,
        Duration refreshReuse,
        int hashing,
        int hashingQueue,
        Duration hashingWait,
        int userDataDepth,
        int userDataDigits) {

    public static Limits standard() {
        return new Limits(
                6,
                72,
                4096,
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                16,
                Duration.ofSeconds(5),
                32,
                40);
    }
}
