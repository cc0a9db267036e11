package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.auralink.calls.boundary.Calls;
import org.auralink.shared.UserId;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.auralink.tenancy.boundary.Members;
import org.auralink.tenancy.boundary.Presence;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who of the caller's organization is there. */
@Path("/presence")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Presence")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class PresenceResource {

    @Inject
    private Members members;

    @Inject
    private Presence presence;

    @Inject
    private Calls calls;

    @Inject
    private Guards guards;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @GET
    @Operation(
            operationId = "listPresence",
            summary = "List the members of the active organization: in a call, online, or offline",
            description = "While Redis is away, who is online is what this server saw itself.")
    @APIResponse(
            responseCode = "200",
            description = "All members",
            content = @Content(schema = @Schema(implementation = PresenceList.class)))
    public PresenceList list(@Context HttpServletRequest request) {
        limits.reading(request);
        List<UserId> people = guards.database().repeatably(() -> members.of(caller.get()));
        Map<UserId, String> inside = guards.database().repeatably(() -> calls.inside(caller.get()));
        Map<UserId, Instant> seen = presence.lastSeen(people);
        return new PresenceList(
                people.stream()
                        .map(person -> new PresenceList.Member(
                                person.value().toString(),
                                inside.containsKey(person)
                                        ? "in_call"
                                        : seen.containsKey(person) ? "online" : "offline",
                                inside.get(person),
                                seen.get(person)))
                        .toList(),
                null);
    }
}
