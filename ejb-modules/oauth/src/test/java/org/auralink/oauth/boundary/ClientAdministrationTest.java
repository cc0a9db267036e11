package org.auralink.oauth.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.oauth.control.OAuthSettings;
import org.auralink.shared.Refusal;
import org.auralink.shared.limits.ClientAddress;
import org.junit.jupiter.api.Test;

/** Other systems are kept by administrators, and register themselves where they may. */
class ClientAdministrationTest {
    private final OAuthLab lab = new OAuthLab();
    private final ClientAdministration clients = lab.administration;

    private static ClientWish redirects(String... uris) {
        return new ClientWish("Chat", null, null, List.of(uris), null, null, null, null);
    }

    @Test
    void aSystemIsMadeReadChangedAndDeleted() {
        ClientView made = clients.create(redirects("https://chat.example.test/callback"));
        assertThat(made.clientType()).isEqualTo("confidential");
        assertThat(made.tokenEndpointAuthMethod()).isEqualTo("client_secret_basic");
        assertThat(made.grantTypes()).containsExactly("authorization_code", "refresh_token");
        assertThat(made.responseTypes()).containsExactly("code");
        assertThat(made.registrationType()).isEqualTo("manual");
        assertThat(made.clientSecret()).hasSizeGreaterThanOrEqualTo(43);
        assertThat(made.toString()).doesNotContain(made.clientSecret());

        String id = made.clientId().toString();
        assertThat(clients.get(id).clientSecret()).as("shown once").isNull();
        ClientView changed = clients.change(
                id,
                new ClientWish(
                        "Chat of Rome",
                        "https://chat.example.test",
                        null,
                        null,
                        List.of("authorization_code"),
                        null,
                        null,
                        "client_secret_post"));
        assertThat(changed.clientName()).isEqualTo("Chat of Rome");
        assertThat(changed.redirectUris()).isEqualTo(made.redirectUris());
        assertThat(changed.grantTypes()).containsExactly("authorization_code");
        assertThat(clients.page("1", "1").clients()).hasSize(1);
        assertThat(clients.page("", "").clients())
                .extracting(ClientView::clientId)
                .contains(made.clientId());

        clients.delete(id);
        Refused.with("oauth_client_not_found", () -> clients.get(id));
        Refused.with("oauth_client_not_found", () -> clients.change(id, redirects("https://x.example.test/")));
        Refused.with("oauth_client_not_found", () -> clients.delete(id));
        Refused.with("validation_failed", () -> clients.get("none"));
        Refused.with("validation_failed", () -> clients.page("0", null));
    }

    @Test
    void aNewSecretReplacesTheOneBefore() {
        ClientView client = lab.confidential();
        String code = lab.code(lab.person("secret"), client);

        ClientView renewed = clients.regenerateSecret(client.clientId().toString());

        assertThat(renewed.clientSecret()).isNotNull().isNotEqualTo(client.clientSecret());
        Refused.with("invalid_client", () -> lab.exchange(client, code));
        assertThat(lab.exchange(renewed, code).accessToken()).isNotEmpty();
        ClientView program = lab.ofPeople("http://127.0.0.1/callback");
        assertThat(program.clientSecret()).isNull();
        Refused.with(
                "validation_failed",
                () -> clients.regenerateSecret(program.clientId().toString()));
    }

    @Test
    void whatIsWrongWithASystemIsSaidByField() {
        wrong("redirect_uris", new ClientWish("x", null, null, null, null, null, null, null));
        wrong("redirect_uris", redirects());
        for (String uri : List.of(
                "",
                "callback",
                "/callback",
                "//chat.example.test/callback",
                "javascript:alert(1)",
                "javascript://chat.example.test/%0aalert(1)",
                "data:text/html,x",
                "http://chat.example.test/callback",
                "http://localhost.example.test/callback",
                "https://user:password@chat.example.test/callback",
                "https://chat.example.test/callback#here",
                "https://chat.example.test/*",
                "https:///callback",
                "https://chat.example.test\\@evil.example.test/",
                "https://chat.example.test/\u0000",
                "https://" + "x".repeat(2048) + ".example.test/")) {
            wrong("redirect_uris", redirects(uri));
        }
        wrong(
                "redirect_uris",
                redirects(IntStream.range(0, 11)
                        .mapToObj(number -> "https://chat.example.test/" + number)
                        .toArray(String[]::new)));
        List<String> good = List.of("https://chat.example.test/callback");
        wrong("client_name", new ClientWish("x".repeat(201), null, null, good, null, null, null, null));
        wrong("client_name", new ClientWish("a\u202eb", null, null, good, null, null, null, null));
        wrong("client_uri", new ClientWish("x", "javascript:alert(1)", null, good, null, null, null, null));
        wrong("logo_uri", new ClientWish("x", null, "data:image/png,x", good, null, null, null, null));
        wrong("grant_types", new ClientWish("x", null, null, good, List.of("password"), null, null, null));
        wrong("response_types", new ClientWish("x", null, null, good, null, List.of("token"), null, null));
        wrong("token_endpoint_auth_method", new ClientWish("x", null, null, good, null, null, null, "private_key_jwt"));
        wrong("client_type", new ClientWish("x", null, null, good, null, null, "public", "client_secret_post"));

        for (String uri : List.of(
                "https://chat.example.test/callback?a=b",
                "http://localhost:3000/callback",
                "http://127.0.0.1/callback",
                "http://[::1]:8080/callback",
                "org.example.chat:/callback",
                "chat://callback")) {
            assertThat(clients.create(redirects(uri)).redirectUris()).containsExactly(uri);
        }
    }

    private void wrong(String field, ClientWish wish) {
        Refusal refusal = Refused.with("validation_failed", () -> clients.create(wish));
        assertThat(((Refusal.Invalid) refusal).errors()).extracting("field").containsExactly(field);
    }

    @Test
    void whetherASystemKeepsASecretDoesNotChange() {
        String program = lab.ofPeople("http://127.0.0.1/callback").clientId().toString();
        String chat = lab.confidential().clientId().toString();
        ClientWish secretive = new ClientWish(null, null, null, null, null, null, null, "client_secret_basic");
        ClientWish open = new ClientWish(null, null, null, null, null, null, null, "none");
        Refused.with("validation_failed", () -> clients.change(program, secretive));
        Refused.with("validation_failed", () -> clients.change(chat, open));
        Refused.with(
                "validation_failed",
                () -> clients.change(chat, new ClientWish(null, null, null, null, null, null, null, null)));
    }

    @Test
    void aDeletedSystemHasNoSessionAtAnyDoor() {
        ClientView client = lab.confidential();
        TokenAnswer tokens = lab.exchange(client, lab.code(lab.person("delete"), client));
        assertThat(lab.server.userInfo(tokens.accessToken())).containsKey("sub");

        clients.delete(client.clientId().toString());

        Refused.with("session_not_found", () -> lab.server.userInfo(tokens.accessToken()));
        assertThat(lab.ended.has(UUID.fromString(OAuthLab.claims(tokens.accessToken())
                        .getClaims()
                        .get("session_id")
                        .toString())))
                .isTrue();
        Refused.with("invalid_client", () -> lab.refresh(client, tokens.refreshToken()));
    }

    @Test
    void systemsRegisterThemselvesWhereTheyMayAndNotManyFromOneAddress() {
        ClientAddress somewhere = OAuthLab.somewhere();
        ClientView made = clients.register(redirects("https://chat.example.test/callback"), somewhere);
        assertThat(made.registrationType()).isEqualTo("dynamic");
        assertThat(made.clientSecretExpiresAt()).isZero();
        Refused.with("invalid_redirect_uri", () -> clients.register(redirects("http://a.example.test/"), somewhere));
        Refused.with(
                "invalid_client_metadata",
                () -> clients.register(
                        new ClientWish("x", "y", null, List.of("https://a.example.test/"), null, null, null, null),
                        somewhere));
        for (int i = 0; i < 7; i++) {
            clients.register(redirects("https://chat.example.test/callback"), somewhere);
        }
        Refused.with("rate_limited", () -> clients.register(redirects("https://chat.example.test/"), somewhere));

        OAuthLab closed = new OAuthLab(new OAuthSettings(OAuthLab.ISSUER, true, false, OAuthLab.CONSENT), false);
        Refused.with(
                "oauth_dynamic_client_registration_disabled",
                () -> closed.administration.register(redirects("https://a.example.test/"), OAuthLab.somewhere()));
    }

    @Test
    void nothingIsThereWhereTheProviderIsOff() {
        OAuthLab off = new OAuthLab(new OAuthSettings(OAuthLab.ISSUER, false, true, OAuthLab.CONSENT), false);
        assertThat(off.server.metadata()).isEmpty();
        for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                () -> off.server.requireEnabled(),
                () -> off.server.userInfo("x"),
                () -> off.administration.page(null, null),
                () -> off.administration.create(redirects("https://a.example.test/")),
                () -> off.administration.get("x"),
                () -> off.administration.change("x", redirects()),
                () -> off.administration.delete("x"),
                () -> off.administration.regenerateSecret("x"),
                () -> off.administration.register(redirects(), OAuthLab.somewhere()),
                () -> off.requests.begin("x", OAuthLab.somewhere()),
                () -> off.requests.look("x", "x"),
                () -> off.requests.decide("x", "x", "approve"),
                () -> off.tokens.issue(
                        null, OAuthLab.wish(lab.confidential(), "x", null, null, null), OAuthLab.somewhere()),
                () -> off.grants.of("x"),
                () -> off.grants.revoke("x", "x"))) {
            assertThat(Refused.with("feature_disabled", attempt)).isInstanceOf(Refusal.NotFound.class);
        }
    }

    @Test
    void theProviderSaysWhatItSupportsAndNothingElse() {
        var metadata = lab.server.metadata().orElseThrow();
        assertThat(metadata)
                .containsEntry("issuer", OAuthLab.ISSUER)
                .containsEntry("authorization_endpoint", OAuthLab.ISSUER + "/oauth/authorize")
                .containsEntry("token_endpoint", OAuthLab.ISSUER + "/oauth/token")
                .containsEntry("userinfo_endpoint", OAuthLab.ISSUER + "/oauth/userinfo")
                .containsEntry("jwks_uri", OAuthLab.ISSUER + "/.well-known/jwks.json")
                .containsEntry("registration_endpoint", OAuthLab.ISSUER + "/oauth/clients/register")
                .containsEntry("code_challenge_methods_supported", List.of("S256"))
                .containsEntry("response_types_supported", List.of("code"))
                .containsEntry("id_token_signing_alg_values_supported", List.of("ES256"))
                .containsEntry("authorization_response_iss_parameter_supported", true)
                .containsEntry("scopes_supported", List.of("openid", "profile", "email", "phone"));
    }
}
