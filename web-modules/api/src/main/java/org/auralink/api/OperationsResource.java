package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.auralink.shared.health.DependencySource;
import org.auralink.shared.health.Examination;
import org.auralink.shared.health.FindingSource;
import org.auralink.shared.web.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the server is, for those who operate it. */
@Path("/ops")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operations", description = "For the accounts that the setting auralink.operator.accounts lists")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class OperationsResource {

    @Inject
    @Any
    private Instance<DependencySource> sources;

    @Inject
    @Any
    private Instance<FindingSource> looking;

    @Inject
    private Examination examination;

    @Inject
    private OperatorAccess operators;

    @GET
    @Path("/dependencies")
    @Operation(
            operationId = "listDependencies",
            summary = "Read which services there are, and whether what each depends on answers",
            description =
                    "Asks whatever was last asked more than a second ago, and waits a tenth of a second for it: what "
                            + "does not answer by then is shown as it was known, and after a second as down.")
    @APIResponse(
            responseCode = "200",
            description = "The services",
            content = @Content(schema = @Schema(implementation = DependencyMatrix.class)))
    public DependencyMatrix dependencies(@Context HttpServletRequest request) {
        operators.require(request);
        List<DependencySource> all = sources.stream().toList();
        // Everybody is asked before anybody is waited for.
        all.forEach(DependencySource::askAgain);
        return DependencyMatrix.of(
                all.stream().flatMap(source -> source.services().stream()).toList());
    }

    @GET
    @Path("/findings")
    @Operation(
            operationId = "listFindings",
            summary = "Read what is wrong with the installation, as this server sees it, and what to change",
            description =
                    "Looks at the database, Redis, the media nodes, addresses, certificates, clocks and the disk. "
                            + "Whoever asks within five seconds gets what was found before; every answer comes within five "
                            + "seconds, and what did not answer by then is an error.")
    @APIResponse(
            responseCode = "200",
            description = "The findings",
            content = @Content(schema = @Schema(implementation = FindingList.class)))
    public FindingList findings(@Context HttpServletRequest request) {
        operators.require(request);
        return FindingList.of(examination.examine(looking.stream().toList()));
    }
}
