package org.auralink.oauth.boundary;

import java.net.URI;
import java.util.UUID;

/** What the page on which people decide is told, in Supabase's shapes. */
public sealed interface AuthorizationAnswer {
    /**
     * Somebody has to decide.
     *
     * @param redirectUri where they go afterwards
     * @param scope what the client wants to know, in words separated by blanks
     */
    record Details(UUID authorizationId, String redirectUri, ClientSummary client, Asked user, String scope)
            implements AuthorizationAnswer {
        @Override
        public String toString() {
            return "Details[redacted]";
        }
    }

    /** Who is asked. */
    record Asked(UUID id, String email) {
        @Override
        public String toString() {
            return "Asked[redacted]";
        }
    }

    /** It is decided; the browser goes there, which brings the client its code. */
    record Decided(String redirectUrl) implements AuthorizationAnswer {
        static Decided to(URI target) {
            return new Decided(target.toString());
        }

        @Override
        public String toString() {
            return "Decided[redacted]";
        }
    }
}
