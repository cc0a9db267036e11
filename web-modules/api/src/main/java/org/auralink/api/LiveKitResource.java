package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.auralink.calls.boundary.LiveKitRooms;
import org.auralink.calls.boundary.LiveKitTicket;
import org.auralink.media.boundary.LiveKitSecrets;
import org.auralink.shared.Refusal;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.tenancy.boundary.ApiKeys;
import org.auralink.tenancy.boundary.KnownKey;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What media nodes ask when somebody comes with a token that one of LiveKit's SDKs signed with an organization's API key. The
 * token is all that identifies the request, so it gives a back end nothing that it does not have already. No part of what
 * people's programs call, so the description of the API is silent about it; docs/tenancy.md is not.
 */
@Path("/livekit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class LiveKitResource {
    private static final String SCHEME = "Bearer ";

    @Inject
    private LiveKitRooms rooms;

    @Inject
    private LiveKitSecrets secrets;

    @Inject
    private ApiKeys keys;

    @Inject
    private RateLimiter limiter;

    @Inject
    private Clock clock;

    /** A token of one node, the one that holds the room, for the token that lets somebody join. */
    @POST
    @Path("/join")
    @Operation(hidden = true)
    public LiveKitTicket join(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        LiveKitToken token = token(authorization);
        KnownKey key = key(token);
        return rooms.join(key.caller(), token.entrant());
    }

    /**
     * One request to {@code livekit.RoomService}.
     *
     * @param body its message in the JSON form of Protocol Buffers
     */
    @POST
    @Path("/rooms/{method}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public String ask(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @PathParam("method") String method,
            byte[] body) {
        LiveKitToken token = token(authorization);
        KnownKey key = key(token);
        String request = new String(body, StandardCharsets.UTF_8);
        if (!LiveKitRooms.knows(method)) {
            throw Refusal.notFound("Keys of organizations cannot ask for this.").asException();
        }
        if (!token.allows(method, LiveKitRooms.roomOf(request))) {
            throw Refusal.forbidden("The token does not allow this.").asException();
        }
        return rooms.ask(key.caller(), method, request);
    }

    private static LiveKitToken token(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.notAuthenticated("Send a token in the header Authorization: Bearer.")
                    .asException();
        }
        return LiveKitToken.parse(authorization.substring(SCHEME.length()).trim());
    }

    private KnownKey key(LiveKitToken token) {
        KnownKey known = keys.authenticate(token.apiKey(), hash -> token.isSignedWith(secrets.of(hash)));
        token.requireValid(clock.instant());
        limiter.take(BearerToken.perMinute(known.perMinute()), known.keyId());
        return known;
    }
}
