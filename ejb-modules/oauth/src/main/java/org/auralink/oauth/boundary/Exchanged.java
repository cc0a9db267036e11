package org.auralink.oauth.boundary;

import java.util.Map;
import org.auralink.identity.boundary.ClientTokens;
import org.auralink.identity.boundary.Sessions;

/** The outcome of an exchange of a code, all of which commit. */
public sealed interface Exchanged {
    /** @param idClaims of the ID token; empty without the scope {@code openid} */
    record Granted(ClientTokens tokens, Map<String, Object> idClaims) implements Exchanged {
        public Granted {
            idClaims = Map.copyOf(idClaims);
        }

        @Override
        public String toString() {
            return "Granted[redacted]";
        }
    }

    /** The code was used before, so two parties had it, and what it opened has ended. */
    record Reused(Sessions.Ended ended) implements Exchanged {}

    /** @param why for the client */
    record Refused(String why) implements Exchanged {}
}
