package org.auralink.shared.web;

import org.auralink.shared.Caller;

/** Who decides whether an access token is to be trusted; the identity capability. */
public interface BearerTokens {
    /**
     * @param token what stands after {@code Bearer }
     * @throws org.auralink.shared.RefusedException not authenticated, with a sentence that says why
     */
    Caller verify(String token);
}
