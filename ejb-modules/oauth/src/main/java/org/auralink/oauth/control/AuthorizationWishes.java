package org.auralink.oauth.control;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.oauth.entity.AuthorizationWish;
import org.auralink.oauth.entity.CodeChallenge;
import org.auralink.oauth.entity.Limits;
import org.auralink.oauth.entity.RedirectUri;
import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/** Judges what a client wants of a person, in words of RFC 6749 (4.1.2.1) and OpenID Connect Core (3.1.2.6). */
public final class AuthorizationWishes {
    /** Supabase's, where a request names none. */
    private static final String USUAL_SCOPE = "email";

    private static final Set<String> PROMPTS = Set.of("none", "login", "consent", "select_account");

    private AuthorizationWishes() {}

    /**
     * @param redirectUri the client's own
     * @param supported scopes that there are, in the order in which they are kept
     * @throws RefusedException for the client: its code is the error that the client is told
     */
    public static AuthorizationWish of(Parameters parameters, RedirectUri redirectUri, Set<String> supported) {
        if (!"code".equals(parameters.require("response_type"))) {
            throw refused("unsupported_response_type", "The response_type must be code.");
        }
        if (!"query".equals(parameters.find("response_mode").orElse("query"))) {
            throw refused("invalid_request", "The response_mode must be query.");
        }
        refuseObjects(parameters);
        String nonce = parameters.find("nonce").orElse(null);
        if (nonce != null && (nonce.length() > Limits.NONCE || PlainText.objectionToLine(nonce) != null)) {
            throw refused("invalid_request", "The nonce may have at most " + Limits.NONCE + " characters of one line.");
        }
        Set<String> prompt = prompt(parameters);
        return new AuthorizationWish(
                redirectUri,
                scope(parameters.find("scope").orElse(USUAL_SCOPE), supported),
                stateOf(parameters),
                nonce,
                challenge(parameters),
                prompt.contains("consent") || prompt.contains("select_account"),
                prompt.contains("login") ? Duration.ZERO : maxAge(parameters));
    }

    /**
     * What comes back to the client with each answer: also with the one that says that it is wrong itself, and then nothing.
     */
    public static Optional<String> state(Parameters parameters) {
        try {
            return Optional.ofNullable(stateOf(parameters));
        } catch (RefusedException wrong) {
            return Optional.empty();
        }
    }

    private static @Nullable String stateOf(Parameters parameters) {
        String state = parameters.find("state").orElse(null);
        if (state != null && (state.length() > Limits.STATE || PlainText.objectionToLine(state) != null)) {
            throw refused("invalid_request", "The state may have at most " + Limits.STATE + " characters of one line.");
        }
        return state;
    }

    /** OpenID Connect Core, 6 and 7.2.1: what is not supported is refused by name. */
    private static void refuseObjects(Parameters parameters) {
        for (String each : List.of("request", "request_uri", "registration")) {
            if (parameters.find(each).isPresent()) {
                throw refused(each + "_not_supported", "The parameter " + each + " is not supported.");
            }
        }
    }

    private static String scope(String text, Set<String> supported) {
        List<String> words = List.of(text.split(" ", -1));
        if (!supported.containsAll(words)) {
            throw refused("invalid_scope", "The scopes must be among " + String.join(", ", supported) + ".");
        }
        return supported.stream().filter(words::contains).collect(Collectors.joining(" "));
    }

    private static CodeChallenge challenge(Parameters parameters) {
        String value = parameters
                .find("code_challenge")
                .orElseThrow(() -> refused("invalid_request", "A code_challenge is needed (PKCE, RFC 7636)."));
        // Absent it would mean plain.
        if (!CodeChallenge.METHOD.equals(
                parameters.find("code_challenge_method").orElse("plain"))) {
            throw refused("invalid_request", "The code_challenge_method must be S256.");
        }
        return CodeChallenge.of(value)
                .orElseThrow(() -> refused("invalid_request", "The code_challenge must be a SHA-256 in base64url."));
    }

    /** Whether anybody is signed in, only the browser's page knows: nothing is decided without it. */
    private static Set<String> prompt(Parameters parameters) {
        Set<String> words = new LinkedHashSet<>(List.of(
                parameters.find("prompt").map(text -> text.split(" ", -1)).orElse(new String[0])));
        if (!PROMPTS.containsAll(words) || words.contains("none") && words.size() > 1) {
            throw refused("invalid_request", "The prompt must be none alone, or login, consent or select_account.");
        }
        if (words.contains("none")) {
            throw refused("interaction_required", "Nobody signs in here without a page.");
        }
        return words;
    }

    private static @Nullable Duration maxAge(Parameters parameters) {
        String text = parameters.find("max_age").orElse(null);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,9}")) {
            throw refused("invalid_request", "The max_age must be a number of seconds.");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private static RefusedException refused(String code, String sentence) {
        return new Refusal.Invalid(code, sentence, List.of()).asException();
    }
}
