package org.auralink.oauth.boundary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a client to be (RFC 7591, 2), as it came. Absent fields stay as they are, and have their usual value in
 * a new one.
 *
 * @param clientType {@code public} or {@code confidential}; follows from the method where it is absent
 */
public record ClientWish(
        @Nullable String clientName,
        @Nullable String clientUri,
        @Nullable String logoUri,
        @Nullable List<String> redirectUris,
        @Nullable List<String> grantTypes,
        @Nullable List<String> responseTypes,
        @Nullable String clientType,
        @Nullable String tokenEndpointAuthMethod) {
    boolean isEmpty() {
        return clientName == null
                && clientUri == null
                && logoUri == null
                && redirectUris == null
                && grantTypes == null
                && tokenEndpointAuthMethod == null;
    }
}
