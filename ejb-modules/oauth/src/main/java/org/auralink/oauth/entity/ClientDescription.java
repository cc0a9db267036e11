package org.auralink.oauth.entity;

import java.util.List;

/**
 * What is said of a client (RFC 7591, 2), judged already.
 *
 * @param name as people read it, empty for none
 * @param uri page about it, empty for none
 * @param logoUri picture of it, empty for none
 * @param redirectUris where codes may go
 * @param grantTypes of {@code authorization_code} and {@code refresh_token}
 */
public record ClientDescription(
        String name,
        String uri,
        String logoUri,
        List<String> redirectUris,
        List<String> grantTypes,
        AuthMethod authMethod) {
    public ClientDescription {
        redirectUris = List.copyOf(redirectUris);
        grantTypes = List.copyOf(grantTypes);
    }
}
