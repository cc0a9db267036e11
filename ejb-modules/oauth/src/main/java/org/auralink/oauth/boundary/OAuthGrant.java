package org.auralink.oauth.boundary;

import java.time.Instant;
import java.util.List;

/** What a person has agreed to give a client, as Supabase shows it. */
public record OAuthGrant(ClientSummary client, List<String> scopes, Instant grantedAt) {
    public OAuthGrant {
        scopes = List.copyOf(scopes);
    }
}
