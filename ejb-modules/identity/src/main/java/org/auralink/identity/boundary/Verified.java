package org.auralink.identity.boundary;

/** What a link or a code out of a mail comes to. */
public sealed interface Verified {
    /** Whoever showed it is signed in. */
    record SignedIn(SessionView session) implements Verified {}

    /** The client that asked for the mail can fetch the session with this code. */
    record ForClient(String code) implements Verified {
        @Override
        public String toString() {
            return "ForClient[redacted]";
        }
    }

    /** One of two addresses agrees to the change; the other one has been asked too. */
    record HalfWay() implements Verified {}
}
