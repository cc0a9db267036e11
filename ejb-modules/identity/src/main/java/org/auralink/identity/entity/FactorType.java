package org.auralink.identity.entity;

/** What a second factor is, in GoTrue's words. */
public enum FactorType {
    /** A code that changes every 30 seconds (RFC 6238). */
    TOTP("totp", "totp"),
    /** A key that an authenticator holds (WebAuthn). */
    WEBAUTHN("webauthn", "mfa/webauthn");

    private final String word;
    private final String method;

    FactorType(String word, String method) {
        this.word = word;
        this.method = method;
    }

    public String word() {
        return word;
    }

    /** What it is called among the {@code amr} of a session. */
    public String method() {
        return method;
    }

    static FactorType of(String word) {
        for (FactorType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        throw new IllegalStateException("a factor of a type that this release does not know");
    }
}
