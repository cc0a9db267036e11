package org.auralink.media.node.signal;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.auralink.media.node.access.Authenticator;
import org.auralink.media.node.access.Door;
import org.auralink.media.node.access.Refused;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.protocol.Descriptions;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.Models;
import org.auralink.media.node.protocol.WrappedJoin;
import org.auralink.media.node.token.Claims;
import org.auralink.media.room.JoinRequest;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.TrackSource;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to join which room, after the checks that need no room.
 *
 * @param claims the token's claims
 * @param room the room's name
 * @param identity the participant's identity
 * @param parameters what the client says about itself
 */
public record Admission(Claims claims, String room, String identity, JoinParameters parameters) {
    private static final int STANDARD = 0;
    private static final String NEEDS_UPDATE = ": expected a token with canUpdateOwnMetadata";

    /** Numbers of {@code ParticipantInfo.Kind} by the names that tokens use. */
    private static final Map<String, Integer> KINDS =
            Map.of("ingress", 1, "egress", 2, "sip", 3, "agent", 4, "connector", 7, "bridge", 8);

    /**
     * Checks token, grant, room name, identity and what the participant tells about itself, of a request to {@code /rtc}
     * or below it.
     *
     * @param required whether the client has to describe itself by a {@code JoinRequest}, which it may in any case
     * @throws Refused with 401, 429 or 400; the text names the claim or the parameter
     */
    public static Admission of(Exchange exchange, Authenticator doors, Descriptions descriptions, boolean required)
            throws Refused {
        Claims claims = doors.authenticate(exchange, Door.SIGNALLING);
        JoinParameters parameters = parameters(exchange, required);
        if (!claims.video().roomJoin()) {
            throw new Refused(401, "permissions denied");
        }
        var admission = new Admission(claims, claims.video().room(), identity(claims, parameters), parameters);
        refuse(descriptions.identity(admission.identity));
        refuse(descriptions.room("room", admission.room));
        if (!claims.video().canUpdateOwnMetadata()) {
            refuse(parameters.attributes().isEmpty() ? null : "attributes" + NEEDS_UPDATE);
            refuse(parameters.metadata().isEmpty() ? null : "metadata" + NEEDS_UPDATE);
        }
        refuse(descriptions.participant(claims.name(), admission.metadata(), admission.attributes()));
        if (!claims.video().canPublishSources().stream().allMatch(Models::isSource)) {
            // Dropped, an unknown one would leave an empty list, which allows everything.
            throw new Refused(400, "canPublishSources: expected " + Models.SOURCES);
        }
        return admission;
    }

    /** As LiveKit names second connections. Its own tokens to reconnect with may have the name already. */
    private static String identity(Claims claims, JoinParameters parameters) {
        String suffix = "#" + parameters.publishAs();
        boolean first = parameters.publishAs().isEmpty() || claims.identity().isEmpty();
        return first || claims.identity().endsWith(suffix) ? claims.identity() : claims.identity() + suffix;
    }

    /**
     * Whose token it is. What one may have is counted by this, whatever a client calls its second connections, or each
     * name that it thinks of would have a share of its own.
     */
    public String person() {
        return claims.identity();
    }

    private static JoinParameters parameters(Exchange exchange, boolean required) throws Refused {
        String wrapped = exchange.query("join_request");
        if (wrapped == null && !required) {
            return JoinParameters.read(exchange.queries());
        }
        try {
            return JoinParameters.of(WrappedJoin.read(wrapped == null ? "" : wrapped));
        } catch (InputException e) {
            throw new Refused(400, String.valueOf(e.getMessage()));
        }
    }

    private static void refuse(@Nullable String fault) throws Refused {
        if (fault != null) {
            throw new Refused(400, fault);
        }
    }

    private Map<String, String> attributes() {
        var attributes = new HashMap<>(claims.attributes());
        attributes.putAll(parameters.attributes());
        return attributes;
    }

    private String metadata() {
        return parameters.metadata().isEmpty() ? claims.metadata() : parameters.metadata();
    }

    /** What the room is asked, with what the token permits. */
    JoinRequest request() {
        return request(permission());
    }

    /** What the room is asked, with another permission than the token's. */
    JoinRequest request(Permission permission) {
        return new JoinRequest(
                new ParticipantIdentity(identity),
                claims.name(),
                metadata(),
                Map.copyOf(attributes()),
                parameters.publishAs().isEmpty() ? permission : permission.withoutSubscribing(),
                KINDS.getOrDefault(claims.kind(), STANDARD),
                parameters.autoSubscribe(),
                parameters.autoSubscribeData(),
                parameters.protocol(),
                parameters.clientProtocol(),
                parameters.capabilities(),
                parameters.single(),
                parameters.takesRedundancy(),
                parameters.iceTcp());
    }

    private Permission permission() {
        var grant = claims.video();
        var sources = EnumSet.noneOf(TrackSource.class);
        grant.canPublishSources().forEach(name -> sources.add(Models.source(name)));
        return new Permission(
                grant.canSubscribe(),
                grant.canPublish(),
                grant.canPublishData(),
                sources,
                grant.hidden(),
                grant.recorder(),
                grant.canUpdateOwnMetadata(),
                grant.agent(),
                false);
    }

    @Override
    public String toString() {
        return "Admission";
    }
}
