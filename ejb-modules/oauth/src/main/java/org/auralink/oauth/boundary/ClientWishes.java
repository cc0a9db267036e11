package org.auralink.oauth.boundary;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.auralink.oauth.entity.AuthMethod;
import org.auralink.oauth.entity.ClientDescription;
import org.auralink.oauth.entity.Limits;
import org.auralink.oauth.entity.OAuthClient;
import org.auralink.oauth.entity.RedirectUri;
import org.auralink.shared.FieldError;
import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/** Judges what somebody says of a client. */
final class ClientWishes {
    private static final List<String> GRANT_TYPES = List.of(OAuthClient.AUTHORIZATION_CODE, OAuthClient.REFRESH_TOKEN);
    private static final String PUBLIC = "public";
    private static final String CONFIDENTIAL = "confidential";

    private ClientWishes() {}

    /** @throws RefusedException {@code validation_failed}, naming the field */
    static ClientDescription ofNew(ClientWish wish) {
        AuthMethod usual = PUBLIC.equals(wish.clientType()) ? AuthMethod.NONE : AuthMethod.CLIENT_SECRET_BASIC;
        if (wish.redirectUris() == null) {
            throw invalid("redirect_uris", "is required.");
        }
        var nothing = new ClientDescription("", "", "", List.of(), GRANT_TYPES, usual);
        return changed(nothing, wish);
    }

    /** @throws RefusedException {@code validation_failed}, naming the field */
    static ClientDescription ofChange(OAuthClient client, ClientWish wish) {
        ClientDescription after = changed(client.description(), wish);
        if ((after.authMethod() == AuthMethod.NONE) == client.isConfidential()) {
            throw invalid("token_endpoint_auth_method", "must be one of the client's type, which does not change.");
        }
        return after;
    }

    private static ClientDescription changed(ClientDescription before, ClientWish wish) {
        AuthMethod method =
                wish.tokenEndpointAuthMethod() == null ? before.authMethod() : method(wish.tokenEndpointAuthMethod());
        String type = method == AuthMethod.NONE ? PUBLIC : CONFIDENTIAL;
        if (wish.clientType() != null && !wish.clientType().equals(type)) {
            throw invalid("client_type", "must be public or confidential, and fit the token_endpoint_auth_method.");
        }
        if (wish.responseTypes() != null && !wish.responseTypes().equals(List.of("code"))) {
            throw invalid("response_types", "must be code.");
        }
        return new ClientDescription(
                wish.clientName() == null ? before.name() : name(wish.clientName()),
                wish.clientUri() == null ? before.uri() : page("client_uri", wish.clientUri()),
                wish.logoUri() == null ? before.logoUri() : page("logo_uri", wish.logoUri()),
                wish.redirectUris() == null ? before.redirectUris() : redirects(wish.redirectUris()),
                wish.grantTypes() == null ? before.grantTypes() : grantTypes(wish.grantTypes()),
                method);
    }

    private static AuthMethod method(String word) {
        return AuthMethod.ofWireName(word)
                .orElseThrow(() -> invalid(
                        "token_endpoint_auth_method",
                        "must be one of " + String.join(", ", AuthMethod.wireNames()) + "."));
    }

    /** People read it where they decide. */
    private static String name(String text) {
        String name = text.strip();
        String objection = PlainText.objectionToLine(name);
        if (objection != null) {
            throw invalid("client_name", objection);
        }
        if (name.length() > Limits.CLIENT_NAME || !name.isEmpty() && !PlainText.isVisible(name)) {
            throw invalid("client_name", "must be a text of at most " + Limits.CLIENT_NAME + " characters.");
        }
        return name;
    }

    private static String page(String field, String text) {
        if (text.isEmpty()) {
            return text;
        }
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme());
            if (text.length() <= Limits.ADDRESS
                    && (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw invalid(field, "must be an https or http URL of at most " + Limits.ADDRESS + " characters.");
    }

    private static List<String> redirects(List<String> texts) {
        Set<String> known = new LinkedHashSet<>();
        for (@Nullable String text : texts) {
            String objection = text == null ? "must be texts." : RedirectUri.objectionTo(text);
            if (text == null || objection != null) {
                throw invalid("redirect_uris", String.valueOf(objection));
            }
            known.add(text);
        }
        if (known.isEmpty() || known.size() > Limits.REDIRECTS) {
            throw invalid("redirect_uris", "must be 1 to " + Limits.REDIRECTS + " addresses.");
        }
        return List.copyOf(known);
    }

    private static List<String> grantTypes(List<String> words) {
        Set<String> known = new LinkedHashSet<>(words);
        if (!GRANT_TYPES.containsAll(known) || !known.contains(OAuthClient.AUTHORIZATION_CODE)) {
            throw invalid("grant_types", "must be authorization_code, and refresh_token if it is wanted.");
        }
        return List.copyOf(known);
    }

    static RefusedException invalid(String field, String message) {
        return new Refusal.Invalid(
                        "validation_failed",
                        "The field " + field + " " + message,
                        List.of(new FieldError(field, message)))
                .asException();
    }
}
