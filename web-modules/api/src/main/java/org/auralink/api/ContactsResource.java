package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.auralink.calls.boundary.CallView;
import org.auralink.contacts.boundary.ContactCalls;
import org.auralink.contacts.boundary.ContactChange;
import org.auralink.contacts.boundary.ContactPage;
import org.auralink.contacts.boundary.ContactQuery;
import org.auralink.contacts.boundary.ContactView;
import org.auralink.contacts.boundary.Contacts;
import org.auralink.contacts.boundary.NewContact;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.persistence.Made;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.auralink.shared.web.IdempotencyFilter;
import org.auralink.shared.web.Idempotent;
import org.auralink.shared.web.KeyTurns;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whom the caller knows here. */
@Path("/contacts")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Contacts")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class ContactsResource {

    @Inject
    private Contacts contacts;

    @Inject
    private ContactCalls contactCalls;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @Inject
    private KeyTurns turns;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createContact",
            summary = "Ask somebody to be a contact, by their AuraID or their e-mail address",
            description =
                    "They are told by mail, and are a contact when they agree. Of an address the answer is the same whether somebody has an account with it or not. Who declines, or keeps the caller away, is shown as requested.")
    @APIResponse(
            responseCode = "201",
            description = "The entry in the caller's list",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where it can be read, as a path of this server",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = ContactView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    @Parameter(ref = "Idempotency-Key")
    @Idempotent
    public Response create(@Nullable NewContact contact, @Context UriInfo uri, @Context HttpServletRequest request) {
        NewContact wanted = contact == null ? new NewContact(null, null, null) : contact;
        limits.asking(request, wanted.whom());
        IdempotencyKey once = IdempotencyFilter.keyOf(request);
        Made made = once == null
                ? contacts.add(caller.get(), wanted, null)
                : turns.inTurn(once, () -> contacts.add(caller.get(), wanted, once));
        URI location = UriBuilder.fromPath(uri.getAbsolutePath().getRawPath())
                .path(made.id())
                .build();
        return answer(Response.created(location), made);
    }

    @GET
    @Operation(
            operationId = "listContacts",
            summary = "List contacts, newest first",
            description = "Those who have not answered and those who are blocked too.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the contacts",
            content = @Content(schema = @Schema(implementation = ContactPage.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    public ContactPage list(
            @Parameter(
                            description =
                                    "Looked for in names, AuraIDs, addresses and tags; a word may have a wrong letter",
                            schema = @Schema(type = SchemaType.STRING, maxLength = 100))
                    @QueryParam("q")
                    @Nullable
                    String search,
            @Parameter(schema = @Schema(enumeration = {"requested", "accepted", "blocked"}))
                    @QueryParam("status")
                    @Nullable
                    String status,
            @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) @QueryParam("favourite") @Nullable String favourite,
            @Parameter(description = "One that they have, letter by letter") @QueryParam("tag") @Nullable String tag,
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
        return contacts.list(caller.get(), ContactQuery.of(search, status, favourite, tag, cursor, limit));
    }

    @GET
    @Path("/{contact_id}")
    @Operation(operationId = "readContact", summary = "Read a contact")
    @APIResponse(
            responseCode = "200",
            description = "The contact",
            content = @Content(schema = @Schema(implementation = ContactView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public ContactView get(@PathParam("contact_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        return contacts.get(caller.get(), id);
    }

    @PATCH
    @Path("/{contact_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeContact",
            summary = "Change a contact; what is left out stays",
            description =
                    "Who is blocked neither asks nor calls any more, and is not told. It is taken back where both had agreed. Remove others to let them ask again.")
    @APIResponse(
            responseCode = "200",
            description = "The contact",
            content = @Content(schema = @Schema(implementation = ContactView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    public ContactView change(
            @PathParam("contact_id") String id, @Nullable ContactChange change, @Context HttpServletRequest request) {
        limits.reading(request);
        return contacts.change(caller.get(), id, change == null ? new ContactChange(null, null, null) : change);
    }

    @DELETE
    @Path("/{contact_id}")
    @Operation(
            operationId = "deleteContact",
            summary = "Take somebody out of the list",
            description = "Each is out of the list of the other then. Who was blocked may ask again.")
    @APIResponse(responseCode = "204", description = "They are gone from it")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public void remove(@PathParam("contact_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        contacts.remove(caller.get(), id);
    }

    @POST
    @Path("/{contact_id}/call")
    @Operation(
            operationId = "callContact",
            summary = "Make a call with a contact, who is told by mail",
            description =
                    "In the active organization. The contact enters by the link in the mail, as a guest if they are of another one. Who keeps the caller away is told nothing, and the caller neither.")
    @APIResponse(
            responseCode = "201",
            description = "The call",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where the call can be read, as a path of this server",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    @Parameter(ref = "Idempotency-Key")
    @Idempotent
    public Response call(
            @PathParam("contact_id") String id, @Context UriInfo uri, @Context HttpServletRequest request) {
        limits.calling(request, id);
        IdempotencyKey once = IdempotencyFilter.keyOf(request);
        Made made = once == null
                ? contactCalls.call(caller.get(), id, null)
                : turns.inTurn(once, () -> contactCalls.call(caller.get(), id, once));
        URI location = UriBuilder.fromPath(uri.getBaseUri().getRawPath())
                .path(CallsResource.class)
                .path(made.id())
                .build();
        return answer(Response.created(location), made);
    }

    private static Response answer(Response.ResponseBuilder created, Made made) {
        Response.ResponseBuilder answer = created.entity(made.json());
        return (made.again() ? answer.header("Idempotent-Replayed", true) : answer).build();
    }
}
