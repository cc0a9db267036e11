package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.auralink.shared.Refusal;

/** What Supabase Auth has and this does not, told in its words: applications can react to them. */
@Path("sso")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AbsentResource {
    @POST
    public Response signOn() {
        throw noSaml().asException();
    }

    @GET
    @Path("saml/metadata")
    public Response metadata() {
        throw noSaml().asException();
    }

    @POST
    @Path("saml/acs")
    public Response assertion() {
        throw noSaml().asException();
    }

    private static Refusal noSaml() {
        return new Refusal.NotFound("saml_provider_disabled", "SAML 2.0 is disabled");
    }
}
