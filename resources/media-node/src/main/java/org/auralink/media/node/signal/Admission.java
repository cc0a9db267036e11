package org.auralink.media.node.signal;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.auralink.media.node.config.LimitConfig;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.protocol.Models;
import org.auralink.media.node.token.Claims;
import org.auralink.media.node.token.TokenException;
import org.auralink.media.node.token.TokenVerifier;
import org.auralink.media.room.JoinRequest;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.TrackSource;

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

    /** Numbers of {@code ParticipantInfo.Kind} by the names that tokens use. */
    private static final Map<String, Integer> KINDS =
            Map.of("ingress", 1, "egress", 2, "sip", 3, "agent", 4, "connector", 7, "bridge", 8);

    /** A request that is refused with this HTTP status and text; texts are LiveKit's. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        /**
         * @param status of HTTP
         * @param text that the client gets to read
         */
        public Refused(int status, String text) {
            super(text, null, false, false);
            this.status = status;
        }

        /** The HTTP status of the answer. */
        public int status() {
            return status;
        }

        /** Answers the request with this refusal. */
        public void answer(Exchange exchange) {
            exchange.text(status, String.valueOf(getMessage()));
        }
    }

    /** Checks token, grant, room name and identity of a request to {@code /rtc} or {@code /rtc/validate}. */
    public static Admission of(Exchange exchange, TokenVerifier tokens, LimitConfig limits) throws Refused {
        Claims claims = authenticate(exchange, tokens);
        String room = claims.video().room();
        JoinParameters parameters = JoinParameters.read(exchange.queries());
        String identity = claims.identity();
        if (!claims.video().roomJoin()) {
            throw new Refused(401, "permissions denied");
        }
        if (identity.isEmpty()) {
            throw new Refused(400, "identity cannot be empty");
        }
        if (parameters.publishOnly()) {
            // It would be a participant more for every suffix that a client thinks of, all on one token.
            throw new Refused(400, "publish: a second, publish-only connection is not supported");
        }
        if (exchange.query("join_request") != null) {
            // It is the newer path's. Ignored, it would leave the client with less than it asked for.
            throw new Refused(400, "join_request: not supported on this path, give each parameter by itself");
        }
        if (room.isEmpty()) {
            throw new Refused(400, "no room name");
        }
        if (bytes(room) > limits.maxRoomNameLength()) {
            throw new Refused(400, "room name length exceeds limits");
        }
        if (bytes(identity) > limits.maxIdentityLength()) {
            throw new Refused(400, "participant identity length exceeds limits");
        }
        if (!parameters.attributes().isEmpty() && !claims.video().canUpdateOwnMetadata()) {
            throw new Refused(400, "attributes: expected a token with canUpdateOwnMetadata");
        }
        int attributes = 0;
        for (var entry : parameters.attributes().entrySet()) {
            attributes += bytes(entry.getKey()) + bytes(entry.getValue());
        }
        if (attributes > limits.maxAttributesSize()) {
            throw new Refused(400, "attribute size exceeds limits");
        }
        return new Admission(claims, room, identity, parameters);
    }

    /** What the room is asked. */
    JoinRequest request() {
        var attributes = new HashMap<>(claims.attributes());
        attributes.putAll(parameters.attributes());
        return new JoinRequest(
                new ParticipantIdentity(identity),
                claims.name(),
                claims.metadata(),
                Map.copyOf(attributes),
                permission(),
                KINDS.getOrDefault(claims.kind(), STANDARD),
                parameters.autoSubscribe(),
                parameters.protocol(),
                parameters.clientProtocol(),
                parameters.capabilities());
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

    private static Claims authenticate(Exchange exchange, TokenVerifier tokens) throws Refused {
        try {
            String token = exchange.token();
            if (token == null) {
                throw new Refused(401, "no permissions to access the room");
            }
            return tokens.verify(token);
        } catch (TokenException e) {
            throw new Refused(401, String.valueOf(e.getMessage()));
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return "Admission";
    }
}
