package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.auralink.contacts.boundary.ContactRequestPage;
import org.auralink.contacts.boundary.ContactRequests;
import org.auralink.contacts.boundary.ContactView;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who wants to have the caller among their contacts. */
@Path("/contact-requests")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Contacts")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class ContactRequestsResource {

    @Inject
    private ContactRequests requests;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @GET
    @Operation(
            operationId = "listContactRequests",
            summary = "List who asks, newest first",
            description = "By the caller's AuraID, or by an address that the caller has confirmed.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the requests",
            content = @Content(schema = @Schema(implementation = ContactRequestPage.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    public ContactRequestPage list(
            @Parameter(
                            description = "How many at most",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "50"))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(description = "next_cursor of the answer before") @QueryParam("cursor") @Nullable String cursor,
            @Context HttpServletRequest request) {
        limits.reading(request);
        return requests.list(caller.get(), cursor, limit);
    }

    @POST
    @Path("/{request_id}/accept")
    @Operation(operationId = "acceptContactRequest", summary = "Agree: each is a contact of the other")
    @APIResponse(
            responseCode = "200",
            description = "Who asked, in the caller's list",
            content = @Content(schema = @Schema(implementation = ContactView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    public ContactView accept(@PathParam("request_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        return requests.accept(caller.get(), id);
    }

    @POST
    @Path("/{request_id}/decline")
    @Operation(operationId = "declineContactRequest", summary = "Say no, of which who asked is not told")
    @APIResponse(responseCode = "204", description = "It is not shown any more")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public void decline(@PathParam("request_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        requests.decline(caller.get(), id);
    }

    @POST
    @Path("/{request_id}/block")
    @Operation(
            operationId = "blockContactRequest",
            summary = "Say no for good, of which who asked is not told",
            description = "They stand in the list as blocked, so that it can be taken back.")
    @APIResponse(responseCode = "204", description = "Nothing of them is shown any more")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    public void block(@PathParam("request_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        requests.block(caller.get(), id);
    }
}
