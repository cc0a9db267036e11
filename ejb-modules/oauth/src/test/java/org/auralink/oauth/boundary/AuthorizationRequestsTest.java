package org.auralink.oauth.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.oauth.entity.Limits;
import org.auralink.shared.Refusal;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** A client sends somebody here, they decide, and go back with a code: and nothing else comes of it. */
class AuthorizationRequestsTest {
    private final OAuthLab lab = new OAuthLab();
    private final ClientView chat = lab.confidential();
    private final OAuthLab.Person ada = lab.person("ada");

    private static Map<String, String> with(Map<String, String> question, String... more) {
        Map<String, String> changed = new LinkedHashMap<>(question);
        for (int i = 0; i < more.length; i += 2) {
            if (more[i + 1] == null) {
                changed.remove(more[i]);
            } else {
                changed.put(more[i], more[i + 1]);
            }
        }
        return changed;
    }

    private Map<String, String> ask(String... more) {
        return with(OAuthLab.question(chat), more);
    }

    @Test
    void aPersonIsShownWhatTheClientWantsAndGoesBackWithACode() {
        URI page = lab.begin(ask());
        assertThat(page.toString()).startsWith(OAuthLab.CONSENT + "?authorization_id=");
        String id = OAuthLab.parameters(page).get("authorization_id");

        var details = (AuthorizationAnswer.Details) lab.requests.look(ada.token(), id);
        assertThat(details.client().name()).isEqualTo("Chat");
        assertThat(details.client().uri()).isEqualTo("https://chat.example.test");
        assertThat(details.scope()).isEqualTo("openid profile email");
        assertThat(details.redirectUri()).isEqualTo(OAuthLab.CALLBACK);
        assertThat(details.user().email()).isEqualTo(ada.email());

        URI back = URI.create(lab.requests.decide(ada.token(), id, "approve").redirectUrl());
        assertThat(back.toString()).startsWith(OAuthLab.CALLBACK + "&code=");
        assertThat(OAuthLab.parameters(back))
                .containsEntry("from", "aura")
                .containsEntry("state", "a state & more=")
                .containsEntry("iss", OAuthLab.ISSUER)
                .containsKey("code");
        Refused.with("oauth_authorization_not_found", () -> lab.requests.look(ada.token(), id));
        Refused.with("oauth_authorization_not_found", () -> lab.requests.decide(ada.token(), id, "approve"));
    }

    @Test
    void whoRefusesGivesNothing() {
        String id = lab.waiting(ask());
        lab.requests.look(ada.token(), id);

        URI back = URI.create(lab.requests.decide(ada.token(), id, "deny").redirectUrl());

        assertThat(OAuthLab.parameters(back))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "a state & more=")
                .containsEntry("iss", OAuthLab.ISSUER)
                .doesNotContainKey("code");
        assertThat(lab.grants.of(ada.token())).isEmpty();
        Refused.with("oauth_authorization_not_found", () -> lab.requests.decide(ada.token(), id, "approve"));
        String other = lab.waiting(ask());
        Refused.with("validation_failed", () -> lab.requests.decide(ada.token(), other, "perhaps"));
        Refused.with("validation_failed", () -> lab.requests.decide(ada.token(), other, null));
    }

    @Test
    void whoComesWhenTooManyOfOneClientWaitIsSentBackToTryAgain() {
        lab.begin(ask());
        MigratedDatabase.execute(
                "insert into auth.oauth_authorizations (authorization_id, client_id, redirect_uri, scope, code_challenge,"
                        + " asks_again, created_at, expires_at) select gen_random_uuid(), client_id, redirect_uri, scope,"
                        + " code_challenge, asks_again, created_at, expires_at from auth.oauth_authorizations,"
                        + " generate_series(1, ?) where client_id = ?",
                Limits.WAITING - 1,
                chat.clientId());

        assertThat(OAuthLab.parameters(lab.begin(ask())))
                .containsEntry("error", "temporarily_unavailable")
                .containsEntry("state", "a state & more=");
    }

    @Test
    void aCodeGoesNowhereButWhereTheClientSaid() {
        for (String wanted : List.of(
                "https://chat.example.test/callback",
                "https://chat.example.test/callback?from=aura&x=y",
                "https://chat.example.test/callback/../evil?from=aura",
                "https://chat.example.test/callback?from=aura/",
                "https://chat.example.test/callback?from=aura#x",
                "https://chat.example.test/Callback?from=aura",
                "https://CHAT.example.test/callback?from=aura",
                "https://chat.example.test:443/callback?from=aura",
                "http://chat.example.test/callback?from=aura",
                "https://chat.example.test.evil.example/callback?from=aura",
                "https://chat.example.test@evil.example/callback?from=aura",
                "https://evil.example/?https://chat.example.test/callback?from=aura",
                "https://chat.example.test/%63allback?from=aura",
                "https://chat\u2024example.test/callback?from=aura",
                "//chat.example.test/callback?from=aura",
                "javascript:alert(1)",
                "https://chat.example.test/callback?from=aura ",
                "x".repeat(5000))) {
            assertThat(Refused.with("validation_failed", () -> lab.begin(ask("redirect_uri", wanted))))
                    .as(wanted)
                    .isInstanceOf(Refusal.Invalid.class);
        }
        Refused.with("invalid_request", () -> lab.begin(ask("redirect_uri", null)));
        Refused.with("invalid_request", () -> lab.begin(ask("client_id", null)));
        Refused.with("oauth_client_not_found", () -> lab.begin(ask("client_id", "chat")));
        Refused.with(
                "oauth_client_not_found",
                () -> lab.begin(ask("client_id", UUID.randomUUID().toString())));
        ClientView other = lab.ofPeople("https://other.example.test/callback");
        Refused.with(
                "validation_failed",
                () -> lab.begin(ask("client_id", other.clientId().toString())));
    }

    @Test
    void aProgramTakesWhateverPortItGetsOnItsOwnMachineAndNothingElse() {
        ClientView program = lab.ofPeople("http://127.0.0.1/callback", "http://localhost/callback");
        Map<String, String> question = OAuthLab.question(program);
        for (String good : List.of("http://127.0.0.1:49152/callback", "http://127.0.0.1/callback")) {
            URI back = lab.agreed(ada, with(question, "redirect_uri", good));
            assertThat(back.toString()).startsWith(good + "?code=");
        }
        for (String bad : List.of(
                "http://localhost:49152/callback",
                "http://127.0.0.2/callback",
                "http://[::1]:49152/callback",
                "http://127.0.0.1:49152/callback/",
                "http://127.0.0.1:49152@evil.example/callback",
                "http://127.0.0.1:/callback",
                "http://127.0.0.1:99999999/callback",
                "http://127.0.0.1.evil.example/callback",
                "http://127.0.0.1:80/callback\\x",
                "https://127.0.0.1:49152/callback")) {
            Refused.with("validation_failed", () -> lab.begin(with(question, "redirect_uri", bad)));
        }
    }

    @Test
    void whatIsWrongIsToldToTheClientOnceItIsCertainWhoThatIs() {
        told("invalid_request", "code_challenge", null);
        told("invalid_request", "code_challenge_method", null);
        told("invalid_request", "code_challenge_method", "plain");
        told("invalid_request", "code_challenge_method", "s256");
        told("invalid_request", "code_challenge", OAuthLab.VERIFIER);
        told("invalid_request", "code_challenge", "x".repeat(42));
        told("invalid_request", "response_type", null);
        told("unsupported_response_type", "response_type", "token");
        told("unsupported_response_type", "response_type", "code id_token");
        told("invalid_request", "response_mode", "fragment");
        told("invalid_scope", "scope", "openid admin");
        told("invalid_scope", "scope", "OPENID");
        told("invalid_scope", "scope", "openid  email");
        told("invalid_request", "nonce", "x".repeat(513));
        told("interaction_required", "prompt", "none");
        told("invalid_request", "prompt", "none login");
        told("invalid_request", "prompt", "dance");
        told("invalid_request", "max_age", "-1");
        told("request_not_supported", "request", "eyJhbGciOiJub25lIn0.e30.");
        told("request_uri_not_supported", "request_uri", "https://evil.example/request");
        // A state that is wrong itself does not come back.
        URI back = lab.begin(ask("state", "x".repeat(4097)));
        assertThat(OAuthLab.parameters(back))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("state");
    }

    private void told(String error, String parameter, String value) {
        URI back = lab.begin(ask(parameter, value));
        assertThat(back.toString()).as(parameter + "=" + value).startsWith(OAuthLab.CALLBACK + "&error=");
        assertThat(OAuthLab.parameters(back))
                .as(parameter + "=" + value)
                .containsEntry("error", error)
                .containsEntry("state", "a state & more=")
                .containsEntry("iss", OAuthLab.ISSUER);
    }

    @Test
    void manyRepeatedAndBrokenParametersAreRefused() {
        String good = OAuthLab.encoded(ask());
        String many = good + "&x=y".repeat(40);
        Refused.with("invalid_request", () -> lab.requests.begin(many, OAuthLab.somewhere()));
        Refused.with("invalid_request", () -> lab.requests.begin("x=%zz&" + good, OAuthLab.somewhere()));
        Refused.with("invalid_request", () -> lab.requests.begin("x=%ff&" + good, OAuthLab.somewhere()));
        Refused.with("invalid_request", () -> lab.requests.begin(null, OAuthLab.somewhere()));
        Refused.with(
                "invalid_request",
                () -> lab.requests.begin(good + "&redirect_uri=https%3A%2F%2Fevil.example", OAuthLab.somewhere()));
        Refused.with(
                "invalid_request",
                () -> lab.requests.begin(good + "&client_id=" + chat.clientId(), OAuthLab.somewhere()));
        URI back = lab.requests.begin(good + "&scope=openid", OAuthLab.somewhere());
        assertThat(OAuthLab.parameters(back)).containsEntry("error", "invalid_request");
        // One without a value is none, and those of others are left alone.
        assertThat(lab.requests.begin(good + "&prompt=&resource=https%3A%2F%2Fx.example&y", OAuthLab.somewhere()))
                .asString()
                .startsWith(OAuthLab.CONSENT);
    }

    @Test
    void aRequestIsOfWhoLookedFirstAndExpires() {
        OAuthLab.Person eve = lab.person("eve");
        String id = lab.waiting(ask());
        lab.requests.look(ada.token(), id);
        Refused.with("oauth_authorization_not_found", () -> lab.requests.look(eve.token(), id));
        Refused.with("oauth_authorization_not_found", () -> lab.requests.decide(eve.token(), id, "approve"));
        lab.clock.pass(Duration.ofMinutes(10));
        Refused.with("oauth_authorization_not_found", () -> lab.requests.decide(ada.token(), id, "approve"));
        for (String none : List.of("x", UUID.randomUUID().toString(), "' or ''='")) {
            Refused.with("oauth_authorization_not_found", () -> lab.requests.look(ada.token(), none));
        }
    }

    @Test
    void whoAgreedBeforeIsNotAskedTheSameAgain() {
        lab.agreed(ada, ask());

        var again = lab.requests.look(ada.token(), lab.waiting(ask("scope", "email openid")));
        assertThat(again).isInstanceOf(AuthorizationAnswer.Decided.class);
        assertThat(OAuthLab.parameters(URI.create(((AuthorizationAnswer.Decided) again).redirectUrl())))
                .containsKey("code");

        var more = lab.requests.look(ada.token(), lab.waiting(ask("scope", "openid phone")));
        assertThat(more).isInstanceOf(AuthorizationAnswer.Details.class);
        var wanted = lab.requests.look(ada.token(), lab.waiting(ask("prompt", "consent")));
        assertThat(wanted).isInstanceOf(AuthorizationAnswer.Details.class);
        var other = lab.requests.look(lab.person("bob").token(), lab.waiting(ask()));
        assertThat(other).isInstanceOf(AuthorizationAnswer.Details.class);
    }

    /** RFC 8252, 8.6: any program on the machine could say that it is this one. */
    @Test
    void aProgramAsksAgainEachTimeUnlessItsAddressIsItsOwn() {
        ClientView program =
                lab.ofPeople("http://127.0.0.1/callback", "chat://callback", "https://app.example.test/cb");
        for (String uri : program.redirectUris()) {
            Map<String, String> question = with(OAuthLab.question(program), "redirect_uri", uri);
            lab.agreed(ada, question);
            assertThat(lab.requests.look(ada.token(), lab.waiting(question)))
                    .as(uri)
                    .isInstanceOf(
                            uri.startsWith("https:")
                                    ? AuthorizationAnswer.Decided.class
                                    : AuthorizationAnswer.Details.class);
        }
    }

    @Test
    void aClientMayWantAFreshSignIn() {
        lab.clock.pass(Duration.ofMinutes(2));
        lab.requests.look(ada.token(), lab.waiting(ask("max_age", "300")));
        String old = lab.waiting(ask("max_age", "60"));
        Refused.with("reauthentication_needed", () -> lab.requests.look(ada.token(), old));
        String here = lab.waiting(ask("prompt", "login"));
        Refused.with("reauthentication_needed", () -> lab.requests.decide(ada.token(), here, "approve"));

        lab.clock.pass(Duration.ofSeconds(5));
        OAuthLab.Person fresh = lab.signedIn(ada.id());

        assertThat(lab.requests.look(fresh.token(), here)).isInstanceOf(AuthorizationAnswer.Details.class);
        assertThat(lab.requests.look(fresh.token(), old)).isInstanceOf(AuthorizationAnswer.Details.class);
    }

    @Test
    void whoHasASecondFactorShowsItFirstAndNobodyGivesNothingAway() {
        OAuthLab.Person guarded = lab.person("guarded");
        MigratedDatabase.execute(
                "insert into auth.mfa_factors (factor_id, user_id, factor_type, secret, status)"
                        + " values (gen_random_uuid(), ?, 'totp', sha256('x'), 'verified')",
                guarded.id());
        String id = lab.waiting(ask());
        Refused.with("insufficient_aal", () -> lab.requests.look(guarded.token(), id));
        Refused.with("insufficient_aal", () -> lab.requests.decide(guarded.token(), id, "approve"));

        OAuthLab.Person nobody = lab.person("nobody");
        MigratedDatabase.execute("update public.users set is_anonymous = true where user_id = ?", nobody.id());
        Refused.with("no_authorization", () -> lab.requests.look(nobody.token(), id));
        Refused.with("not_authenticated", () -> lab.requests.look("forged", id));
    }

    @Test
    void oneAddressDoesNotFillTheTable() {
        ClientAddress flood = OAuthLab.somewhere();
        String good = OAuthLab.encoded(ask());
        for (int i = 0; i < 120; i++) {
            lab.requests.begin(good, flood);
        }
        Refused.with("rate_limited", () -> lab.requests.begin(good, flood));
    }

    @Test
    void whatIsOverIsForgotten() {
        String waiting = lab.waiting(ask());
        lab.code(ada, chat);
        lab.clock.pass(Duration.ofHours(2));
        lab.forget();
        String token = lab.signedIn(ada.id()).token();
        Refused.with("oauth_authorization_not_found", () -> lab.requests.look(token, waiting));
        Long left = OAuthLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            return em.createQuery("select count(a) from Authorization a where a.clientId = :client", Long.class)
                    .setParameter("client", chat.clientId())
                    .getSingleResult();
        });
        assertThat(left).isZero();
    }
}
