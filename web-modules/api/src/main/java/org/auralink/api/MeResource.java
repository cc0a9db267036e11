package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import org.auralink.calls.boundary.OwnStays;
import org.auralink.contacts.boundary.Contacts;
import org.auralink.identity.boundary.Devices;
import org.auralink.identity.boundary.EndedAccounts;
import org.auralink.identity.boundary.OwnData;
import org.auralink.identity.boundary.Pictures;
import org.auralink.shared.Caller;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.auralink.shared.web.Operators;
import org.auralink.tenancy.boundary.OwnOrganizations;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller. */
@Path("/me")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Me")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class MeResource {
    /** A part of the list as large as there may be. */
    private static final String MOST_ORGANIZATIONS = "200";

    @Inject
    private CurrentCaller caller;

    @Inject
    private Operators operators;

    @Inject
    private CallerLimits limits;

    @Inject
    private OwnData data;

    @Inject
    private Pictures pictures;

    @Inject
    private Devices devices;

    @Inject
    private OwnOrganizations organizations;

    @Inject
    private Contacts contacts;

    @Inject
    private OwnStays stays;

    @GET
    @Operation(operationId = "readMe", summary = "Read who one is here, and whether one operates the server")
    @APIResponse(
            responseCode = "200",
            description = "The caller",
            content = @Content(schema = @Schema(implementation = MeView.class)))
    public MeView get(@Context HttpServletRequest request) {
        Caller me = caller.get();
        limits.reading(request);
        return new MeView(
                me.userId().value().toString(), me.organizationId().value().toString(), operators.includes(me));
    }

    @DELETE
    @Operation(
            operationId = "deleteMe",
            summary = "End one's account with all that is one's alone",
            description =
                    "Within 15 minutes of a sign-in and with the second factor if there is one. Otherwise 403 with the code reauthentication_needed or insufficient_aal. Organizations of one's own go with their calls. While others work in one of them the answer is 409 and names it.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    public void delete(@Context HttpServletRequest request) {
        limits.reading(request);
        data.delete(caller.get());
    }

    @GET
    @Path("export")
    @Operation(
            operationId = "exportMe",
            summary = "Take along what is kept about one",
            description =
                    "The account and its passkeys as /auth/v1 tells them. The picture. Sessions. Organizations. Contacts. The newest 2000 joinings of calls.")
    @APIResponse(
            responseCode = "200",
            description = "All of it",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public AccountExport export(@Context HttpServletRequest request) {
        Caller me = caller.get();
        limits.reading(request);
        EndedAccounts.Kept kept = data.read(me);
        return new AccountExport(
                kept.account(),
                pictures.imageOf(me).map(Base64.getEncoder()::encodeToString).orElse(null),
                kept.passkeys(),
                DeviceList.of(devices.of(me)).items(),
                organizations.list(me, null, MOST_ORGANIZATIONS).items(),
                contacts.all(me),
                stays.of(me));
    }
}
