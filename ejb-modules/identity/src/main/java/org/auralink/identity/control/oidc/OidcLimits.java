package org.auralink.identity.control.oidc;

import java.time.Duration;

/** Every bound of what providers may cost, and of what is believed for how long. */
public final class OidcLimits {
    /** A sign-in page offers a few; each is asked for its keys by every server. */
    static final int PROVIDERS = 20;

    /** For a connection. */
    static final Duration CONNECT = Duration.ofSeconds(3);

    /** For each read of an answer. */
    static final Duration READ = Duration.ofSeconds(5);

    /** For a whole answer: somebody waits for it in front of a browser. */
    static final Duration ANSWER = Duration.ofSeconds(10);

    /** Of an answer; the largest key sets and configurations have some ten thousand bytes. */
    static final int ANSWER_BYTES = 256 << 10;

    /** Questions to providers at a time; each holds a thread of a request for {@link #ANSWER} at most. */
    static final int AT_ONCE = 16;

    /** Of an ID token: as much as a header holds. */
    public static final int TOKEN_CHARACTERS = 16 << 10;

    /** How long a provider's configuration is believed before it is asked again. */
    static final Duration CONFIGURATION = Duration.ofHours(1);

    /** How long after a failure a provider is not asked for its configuration. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    /** How long its keys are, unless a token names an unknown one. */
    static final Duration KEYS = Duration.ofMinutes(10);

    /** Between two questions for unknown keys, however many tokens name some: anybody can make such a token. */
    static final Duration KEYS_AGAIN = Duration.ofSeconds(30);

    /** For so long old keys are believed while a provider does not answer. */
    static final Duration OUTAGE = Duration.ofHours(4);

    /** By how much the clocks of a provider and ours may differ. */
    static final Duration SKEW = Duration.ofMinutes(1);

    /** How long somebody may take at the provider. */
    public static final Duration SIGN_IN = Duration.ofMinutes(10);

    /** Of a claim that is kept. */
    static final int CLAIM_CHARACTERS = 2048;

    /** Of a subject: OpenID Connect Core, 2. The column has the same length. */
    static final int SUBJECT_CHARACTERS = 255;

    private OidcLimits() {}
}
