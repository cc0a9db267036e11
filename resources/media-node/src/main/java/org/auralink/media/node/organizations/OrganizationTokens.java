package org.auralink.media.node.organizations;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Base64;
import java.util.Optional;
import org.auralink.media.node.config.ApiKeys;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.SafeJson;
import org.auralink.media.node.token.TokenException;

/** Tells by whom a token says to be signed. Nothing of it is believed: the control plane checks it. */
final class OrganizationTokens {
    /** What the keys of organizations begin with. */
    private static final String BEGINNING = "ak_";

    private final ApiKeys own;

    /** @param own keys of the node itself, which come first whatever they are called */
    OrganizationTokens(ApiKeys own) {
        this.own = own;
    }

    /** The request's token if it is one of an organization. */
    Optional<String> of(Exchange exchange) {
        try {
            String token = exchange.token();
            String issuer = token == null ? "" : issuer(token);
            return issuer.startsWith(BEGINNING) && own.secret(issuer) == null
                    ? Optional.ofNullable(token)
                    : Optional.empty();
        } catch (TokenException | InputException | IllegalArgumentException e) {
            // Whoever checks tokens says what is wrong with it.
            return Optional.empty();
        }
    }

    private static String issuer(String token) throws InputException {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first <= 0 || second < 0) {
            return "";
        }
        byte[] payload = Base64.getUrlDecoder().decode(token.substring(first + 1, second));
        JsonObject claims = SafeJson.object(payload, InputLimits.TOKEN);
        return claims.get("iss") instanceof JsonPrimitive issuer && issuer.isString() ? issuer.getAsString() : "";
    }
}
