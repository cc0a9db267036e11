package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.auralink.identity.boundary.SignIns;
import org.auralink.shared.RefusedException;
import org.auralink.shared.web.Clients;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /unlock?token=…}, from a mail: its owner may sign in to an account again whose password strangers guess. Leads
 * to the front page, with what became of it in the fragment.
 */
@Path("unlock")
@RequestScoped
public class UnlockResource {
    @Inject
    private SignIns signIns;

    @Inject
    private Clients clients;

    @GET
    public Response lift(@QueryParam("token") @Nullable String token, @Context HttpServletRequest request) {
        String outcome;
        try {
            signIns.unlock(token == null ? "" : token, clients.of(request));
            outcome = "message=You+can+sign+in+again";
        } catch (RefusedException refused) {
            outcome = "error=access_denied&error_code=" + refused.refusal().code()
                    + "&error_description=Email+link+is+invalid+or+has+expired";
        }
        return Response.seeOther(URI.create(signIns.frontPage() + "#" + outcome))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
