package org.auralink.identity.control.oidc;

import java.util.Map;

/**
 * Somebody as a provider knows them, vouched for by its signature. Does not print who.
 *
 * @param provider its name here
 * @param subject who they are there, for ever
 * @param email as the provider says it, empty when it says none
 * @param emailVerified whether it says that the address is theirs
 * @param data what is kept of what it says, in the words that Supabase's clients know
 */
public record ExternalIdentity(
        String provider, String subject, String email, boolean emailVerified, Map<String, Object> data) {
    public ExternalIdentity {
        data = Map.copyOf(data);
    }

    @Override
    public String toString() {
        return "ExternalIdentity[" + provider + "]";
    }
}
