package org.auralink.oauth.entity;

import java.time.Duration;

/** What is kept and read of other systems at most. */
public final class Limits {
    /** Clients altogether: more systems than an organization has, and a list that one can still look through. */
    public static final int CLIENTS = 1_000;

    /** Of which may have registered themselves: there is room for the administrators' own. */
    public static final int DYNAMIC_CLIENTS = 500;

    /** Supabase's. */
    public static final int REDIRECTS = 10;

    /** Characters of any address; what browsers take everywhere. */
    public static final int ADDRESS = 2_048;

    /** Characters of a client's name: what fits on the page where people decide. */
    public static final int CLIENT_NAME = 200;

    /** Parameters of one request: three times as many as all specifications together name for one. */
    public static final int PARAMETERS = 40;

    /** Characters of {@code state}: some clients put a signed token there. */
    public static final int STATE = 4_096;

    /** Characters of {@code nonce}. */
    public static final int NONCE = 512;

    /** Requests of one client that wait for somebody to decide: 1000 people a minute who are all still reading. */
    public static final int WAITING = 10_000;

    /** How long somebody may take to sign in and decide; Supabase's, and as RFC 6749 has it for codes (4.1.2). */
    public static final Duration DECISION = Duration.ofMinutes(10);

    /** How long a code may be exchanged: as long as the codes of our own sign-ins. */
    public static final Duration CODE = Duration.ofMinutes(5);

    /** How long a used code is remembered: its second use ends what it opened, until access tokens have expired anyway. */
    public static final Duration USED_CODE = Duration.ofHours(1);

    private Limits() {}
}
