package org.auralink.identity.control.oidc;

import java.net.URI;

/**
 * A provider as the operator names it. Does not print its secret.
 *
 * @param name in addresses and in {@code app_metadata.provider}
 * @param issuer as its tokens say it, character by character
 * @param clientSecret empty for a public client
 * @param scopes with blanks between
 */
public record OidcProvider(String name, URI issuer, String clientId, String clientSecret, String scopes) {
    @Override
    public String toString() {
        return "OidcProvider[" + name + "]";
    }
}
