package org.auralink.identity.boundary;

/** What a sign-up comes to. */
public sealed interface SignedUp {
    /** The account is open at once. */
    record Open(SessionView session) implements SignedUp {}

    /** A mail is on its way; or nothing happened, because the address has an account, and looks the same. */
    record Unconfirmed(UserView user) implements SignedUp {}
}
