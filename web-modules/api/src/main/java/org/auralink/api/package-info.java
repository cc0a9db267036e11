/**
 * The door at /api/v1.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "AuraLink",
                        version = "1",
                        description = "Calls and their history. Media goes between clients and media nodes, "
                                + "which speak LiveKit's protocol."),
        servers = @Server(url = "/api/v1"),
        components =
                @Components(
                        securitySchemes =
                                @SecurityScheme(
                                        securitySchemeName = "bearer",
                                        type = SecuritySchemeType.HTTP,
                                        scheme = "bearer",
                                        bearerFormat = "JWT",
                                        description = "The access token that /auth/v1 hands out"),
                        headers = {
                            @Header(
                                    name = "X-Degraded-Mode",
                                    description = "true when something that this server needs is away",
                                    schema = @Schema(type = SchemaType.BOOLEAN)),
                            @Header(
                                    name = "X-Fallback-Used",
                                    description = "What stands in for it",
                                    schema =
                                            @Schema(
                                                    type = SchemaType.STRING,
                                                    enumeration = {"redis-cache", "memory-cache", "memory"})),
                            @Header(
                                    name = "Age",
                                    description = "Seconds since the copy was made",
                                    schema = @Schema(type = SchemaType.INTEGER))
                        },
                        parameters =
                                @Parameter(
                                        name = "Idempotency-Key",
                                        in = ParameterIn.HEADER,
                                        description = "Of your choice, such as a UUID. Requests with the same key "
                                                + "within a day make one thing and get the same answer, with "
                                                + "Idempotent-Replayed: true; with another body it is a conflict",
                                        schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 255)),
                        responses = {
                            @APIResponse(
                                    name = "Conflict",
                                    description = "The Idempotency-Key came with another request before",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "ValidationFailed",
                                    description = "A field is missing, wrong or not known; errors names it",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "NotAuthenticated",
                                    description = "No access token, or one that is not accepted",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "Forbidden",
                                    description = "The caller may see it and may not do it",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "NotLetIn",
                                    description =
                                            "By its code: call_locked, nobody new gets in; lobby_denied, a moderator"
                                                    + " refused them; removed_from_call, a moderator took them out",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "NotFound",
                                    description = "It does not exist, or the caller may not know that it does",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "StateConflict",
                                    description = "It contradicts the state of things, which the detail tells",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "RequestTimeout",
                                    description = "The body did not arrive within 10 seconds; the connection is closed",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "PayloadTooLarge",
                                    description = "The body has more than 16 KiB; the connection is closed",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "Gone",
                                    description = "The call is over",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "LimitExceeded",
                                    description = "The call is full, or another limit is reached",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "RateLimited",
                                    description = "Too many requests from this address or account",
                                    headers = {
                                        @Header(
                                                name = "Retry-After",
                                                description = "Seconds to wait",
                                                schema = @Schema(type = SchemaType.INTEGER)),
                                        @Header(
                                                name = "RateLimit-Limit",
                                                description = "Requests that may be made at once",
                                                schema = @Schema(type = SchemaType.INTEGER)),
                                        @Header(
                                                name = "RateLimit-Remaining",
                                                schema = @Schema(type = SchemaType.INTEGER)),
                                        @Header(
                                                name = "RateLimit-Reset",
                                                description = "Seconds until another request may be made",
                                                schema = @Schema(type = SchemaType.INTEGER)),
                                        @Header(
                                                name = "RateLimit-Policy",
                                                description = "The limit: requests, and w= seconds",
                                                schema = @Schema(type = SchemaType.STRING))
                                    },
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "DependencyUnavailable",
                                    description = "PostgreSQL, Redis or the media node is away",
                                    headers =
                                            @Header(
                                                    name = "Retry-After",
                                                    description = "Seconds to wait",
                                                    schema = @Schema(type = SchemaType.INTEGER)),
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class)))
                        }))
@NullMarked
package org.auralink.api;

import org.auralink.shared.web.Problem;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.jspecify.annotations.NullMarked;
