package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.auralink.identity.boundary.OwnAccount;
import org.auralink.shared.web.Clients;

/** {@code GET /reauthenticate}: a code by mail to who is signed in, answered with {@code {}}. */
@Path("reauthenticate")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ReauthenticateResource {
    @Inject
    private OwnAccount account;

    @Inject
    private ReadingLimit limit;

    @Inject
    private Clients clients;

    @GET
    public Map<String, Object> reauthenticate(@Context HttpHeaders headers, @Context HttpServletRequest request) {
        account.reauthenticate(limit.token(request, headers), clients.of(request));
        return Map.of();
    }
}
