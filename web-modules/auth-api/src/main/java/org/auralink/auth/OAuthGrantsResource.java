package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.auralink.oauth.boundary.OAuthGrant;
import org.auralink.oauth.boundary.OAuthGrants;
import org.jspecify.annotations.Nullable;

/** {@code /user/oauth/grants}: which other systems people sign in to with their account, and no more of one of them. */
@Path("user/oauth/grants")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OAuthGrantsResource {
    @Inject
    private OAuthGrants grants;

    @Inject
    private ReadingLimit limit;

    @GET
    public List<OAuthGrant> list(@Context HttpHeaders headers, @Context HttpServletRequest request) {
        return grants.of(limit.token(request, headers));
    }

    @DELETE
    public void revoke(
            @QueryParam("client_id") @Nullable String client,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        grants.revoke(limit.token(request, headers), client);
    }
}
