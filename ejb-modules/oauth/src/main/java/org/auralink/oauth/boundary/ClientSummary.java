package org.auralink.oauth.boundary;

import java.util.UUID;
import org.auralink.oauth.entity.ClientDescription;
import org.auralink.oauth.entity.OAuthClient;

/** A client as people see it; what nobody said of it is empty. */
public record ClientSummary(UUID id, String name, String uri, String logoUri) {
    static ClientSummary of(OAuthClient client) {
        ClientDescription description = client.description();
        return new ClientSummary(client.id(), description.name(), description.uri(), description.logoUri());
    }
}
