package org.auralink.oauth.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.auralink.identity.boundary.Refreshed;
import org.auralink.identity.boundary.UserView;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.oauth.control.OAuthSettings;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** Codes and refresh tokens are worth something once, to the client that has them, and what it gets is bounded. */
class TokenRequestsTest {
    private final OAuthLab lab = new OAuthLab();
    private final ClientView chat = lab.confidential();
    private final OAuthLab.Person ada = lab.person("ada");

    @Test
    void aCodeBecomesTokensOfThePersonWhoAgreed() throws Exception {
        TokenAnswer answer = lab.exchange(chat, lab.code(ada, chat));

        assertThat(answer.tokenType()).isEqualTo("bearer");
        assertThat(answer.expiresIn()).isEqualTo(3600);
        assertThat(answer.scope()).isEqualTo("openid profile email");
        assertThat(answer.refreshToken()).isNotEmpty();
        JWTClaimsSet access = OAuthLab.claims(answer.accessToken());
        assertThat(access.getSubject()).isEqualTo(ada.id().toString());
        assertThat(access.getStringClaim("client_id")).isEqualTo(chat.clientId().toString());
        assertThat(access.getStringClaim("scope")).isEqualTo("openid profile email");
        assertThat(access.getStringClaim("email")).isEqualTo(ada.email());

        SignedJWT idToken = SignedJWT.parse(answer.idToken());
        JWKSet published = JWKSet.parse(lab.keys.publicKeys());
        assertThat(idToken.verify(new ECDSAVerifier(
                        published.getKeyByKeyId(idToken.getHeader().getKeyID()).toECKey())))
                .isTrue();
        JWTClaimsSet claims = idToken.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(OAuthLab.ISSUER);
        assertThat(claims.getAudience()).containsExactly(chat.clientId().toString());
        assertThat(claims.getSubject()).isEqualTo(ada.id().toString());
        assertThat(claims.getStringClaim("nonce")).isEqualTo("a nonce");
        assertThat(claims.getLongClaim("auth_time"))
                .isEqualTo(lab.clock.instant().getEpochSecond());
        assertThat(claims.getIssueTime()).isEqualTo(lab.clock.instant());
        assertThat(claims.getExpirationTime()).isEqualTo(lab.clock.instant().plus(Duration.ofHours(1)));
        assertThat(claims.getStringClaim("preferred_username")).isEqualTo(ada.name());
        assertThat(claims.getStringClaim("name")).isEqualTo("ada");
        assertThat(claims.getStringClaim("email")).isEqualTo(ada.email());
        assertThat(claims.getBooleanClaim("email_verified")).isTrue();
        assertThat(lab.server.userInfo(answer.accessToken()))
                .containsEntry("sub", ada.id().toString())
                .containsEntry("preferred_username", ada.name())
                .containsEntry("email", ada.email())
                .containsEntry("picture", "https://example.test/ada.png");
        assertThat(answer.toString()).doesNotContain(answer.accessToken());
    }

    @Test
    void aClientLearnsWhatItsScopesSayAndNoMore() throws Exception {
        Map<String, String> question = OAuthLab.question(chat);
        question.put("scope", "openid");
        TokenAnswer answer = lab.exchange(
                chat, OAuthLab.parameters(lab.agreed(ada, question)).get("code"));

        assertThat(lab.server.userInfo(answer.accessToken())).containsOnlyKeys("sub");
        assertThat(OAuthLab.claims(answer.idToken()).getClaims())
                .doesNotContainKeys("email", "name", "preferred_username", "phone_number");
        assertThat(OAuthLab.claims(answer.accessToken()).toString())
                .doesNotContain(ada.email())
                .doesNotContain(ada.name())
                .doesNotContain("Ada");
        UserView seen = lab.sessions.user(answer.accessToken());
        assertThat(seen.id()).isEqualTo(ada.id());
        assertThat(seen.email()).isEmpty();
        assertThat(seen.userMetadata()).isEmpty();
        assertThat(seen.appMetadata()).isEmpty();
        assertThat(seen.identities()).isEmpty();
        assertThat(seen.lastSignInAt()).isNull();

        question.remove("scope");
        TokenAnswer mailOnly = lab.exchange(
                chat, OAuthLab.parameters(lab.agreed(ada, question)).get("code"));
        assertThat(mailOnly.scope()).isEqualTo("email");
        assertThat(mailOnly.idToken()).isNull();
        assertThat(lab.server.userInfo(mailOnly.accessToken())).containsOnlyKeys("sub", "email", "email_verified");
        assertThat(lab.server.userInfo(ada.token())).containsOnlyKeys("sub");
    }

    @Test
    void anAddressThatNobodyProvedIsNotCalledVerified() throws Exception {
        OAuthLab open = new OAuthLab(new OAuthSettings(OAuthLab.ISSUER, true, true, OAuthLab.CONSENT), true);
        ClientView client = open.confidential();
        TokenAnswer answer = open.exchange(client, open.code(open.person("open"), client));
        assertThat(open.server.userInfo(answer.accessToken())).containsEntry("email_verified", false);
    }

    @Test
    void aClientsTokensOpenNoOtherDoor() {
        TokenAnswer answer = lab.exchange(chat, lab.code(ada, chat));
        for (String token : List.of(answer.accessToken(), answer.idToken())) {
            Refused.with(
                    token.equals(answer.accessToken()) ? "insufficient_scope" : "not_authenticated",
                    () -> lab.verifier.verify(token));
        }
        String id = lab.waiting(OAuthLab.question(chat));
        Refused.with("insufficient_scope", () -> lab.requests.look(answer.accessToken(), id));
        Refused.with("insufficient_scope", () -> lab.requests.decide(answer.accessToken(), id, "approve"));
        Refused.with("insufficient_scope", () -> lab.grants.of(answer.accessToken()));
        Refused.with(
                "insufficient_scope",
                () -> lab.grants.revoke(answer.accessToken(), chat.clientId().toString()));
        Refused.with("not_authenticated", () -> lab.server.userInfo(answer.idToken()));
    }

    @Test
    void aCodeIsGoodOnceAndItsSecondUseEndsWhatItOpened() {
        String code = lab.code(ada, chat);
        TokenAnswer answer = lab.exchange(chat, code);

        Refused.with("invalid_grant", () -> lab.exchange(chat, code));

        Refused.with("session_not_found", () -> lab.server.userInfo(answer.accessToken()));
        Refused.with("invalid_grant", () -> lab.refresh(chat, answer.refreshToken()));
        assertThat(lab.ended.has(session(answer))).isTrue();
        Refused.with("invalid_grant", () -> lab.exchange(chat, code));
    }

    private static UUID session(TokenAnswer answer) {
        return UUID.fromString(OAuthLab.claims(answer.accessToken())
                .getClaims()
                .get("session_id")
                .toString());
    }

    @Test
    void ofTwoWhoUseACodeAtOnceOneIsRefused() throws Exception {
        String code = lab.code(ada, chat);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Callable<Boolean> use = () -> {
                try {
                    lab.exchange(chat, code);
                    return true;
                } catch (RefusedException refused) {
                    return false;
                }
            };
            int good = 0;
            for (Future<Boolean> each : two.invokeAll(List.of(use, use))) {
                good += each.get() ? 1 : 0;
            }
            assertThat(good).isEqualTo(1);
        } finally {
            two.shutdownNow();
        }
    }

    @Test
    void aCodeIsForItsClientItsAddressAndItsVerifier() {
        String code = lab.code(ada, chat);
        ClientView other = lab.confidential();
        Refused.with("invalid_grant", () -> lab.exchange(other, code));
        for (String wrong :
                List.of(OAuthLab.VERIFIER + "x", OAuthLab.challenge(OAuthLab.VERIFIER), "short", "\u00e4".repeat(43))) {
            Refused.with("invalid_grant", () -> lab.exchange(chat, code, wrong));
        }
        Refused.with("invalid_request", () -> lab.exchange(chat, code, ""));
        Refused.with(
                "invalid_grant",
                () -> lab.token(
                        chat,
                        new TokenWish(
                                "authorization_code",
                                null,
                                null,
                                code,
                                "https://chat.example.test/",
                                OAuthLab.VERIFIER,
                                null,
                                null)));
        Refused.with("invalid_grant", () -> lab.exchange(chat, code + "x"));

        // Nobody has spoilt it.
        assertThat(lab.token(
                                chat,
                                new TokenWish(
                                        "authorization_code",
                                        chat.clientId().toString(),
                                        null,
                                        code,
                                        OAuthLab.CALLBACK,
                                        OAuthLab.VERIFIER,
                                        null,
                                        null))
                        .accessToken())
                .isNotEmpty();
    }

    @Test
    void aCodeExpiresAndNobodyComesInWhoIsBanned() {
        String late = lab.code(ada, chat);
        String banned = lab.code(ada, chat);
        String again = lab.code(ada, chat);
        TokenAnswer before = lab.exchange(chat, again);
        MigratedDatabase.execute(
                "update public.users set banned_until = now() + interval '1 year' where user_id = ?", ada.id());
        Refused.with("invalid_grant", () -> lab.exchange(chat, banned));
        Refused.with("invalid_grant", () -> lab.refresh(chat, before.refreshToken()));
        Refused.with("user_banned", () -> lab.server.userInfo(before.accessToken()));
        MigratedDatabase.execute("update public.users set banned_until = null where user_id = ?", ada.id());
        lab.clock.pass(Duration.ofMinutes(5));
        Refused.with("invalid_grant", () -> lab.exchange(chat, late));
    }

    @Test
    void aRefreshTokenIsReplacedAndItsSecondUseEndsTheSession() {
        TokenAnswer first = lab.exchange(chat, lab.code(ada, chat));
        lab.clock.pass(Duration.ofMinutes(30));
        TokenAnswer second = lab.refresh(chat, first.refreshToken());
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(second.idToken()).isNull();
        assertThat(second.scope()).isEqualTo("openid profile email");
        lab.clock.pass(Duration.ofMinutes(1));
        TokenAnswer third = lab.refresh(chat, second.refreshToken());
        lab.clock.pass(Duration.ofMinutes(1));

        Refused.with("invalid_grant", () -> lab.refresh(chat, first.refreshToken()));

        Refused.with("invalid_grant", () -> lab.refresh(chat, third.refreshToken()));
        Refused.with("session_not_found", () -> lab.server.userInfo(third.accessToken()));
    }

    @Test
    void aRefreshTokenIsForItsClientAlone() {
        TokenAnswer answer = lab.exchange(chat, lab.code(ada, chat));
        ClientView other = lab.confidential();
        Refused.with("invalid_grant", () -> lab.refresh(other, answer.refreshToken()));
        Refused.with("invalid_grant", () -> lab.refresh(chat, "nobody's"));
        // Nor is it worth anything where people refresh their own.
        assertThat(lab.sessions.refresh(new RefreshTokenValue(answer.refreshToken())))
                .isInstanceOf(Refreshed.Refused.class);
        assertThat(lab.refresh(chat, answer.refreshToken()).accessToken()).isNotEmpty();

        ClientView once = lab.administration.create(new ClientWish(
                "Once", null, null, List.of(OAuthLab.CALLBACK), List.of("authorization_code"), null, null, null));
        TokenAnswer only = lab.exchange(once, lab.code(ada, once));
        assertThat(only.refreshToken()).isNull();
        Refused.with("unauthorized_client", () -> lab.refresh(once, "x"));
    }

    @Test
    void aClientShowsWhoItIsInTheWayItIsRegisteredFor() {
        String code = lab.code(ada, chat);
        String id = chat.clientId().toString();
        TokenWish wish = OAuthLab.wish(chat, "authorization_code", code, OAuthLab.VERIFIER, null);
        for (String header : new String[] {
            "Basic",
            "Basic !!!!",
            "Basic " + Base64.getEncoder().encodeToString("no colon".getBytes(StandardCharsets.UTF_8)),
            "Basic " + Base64.getEncoder().encodeToString((id + ":wrong").getBytes(StandardCharsets.UTF_8)),
            "Basic " + Base64.getEncoder().encodeToString((id + ":").getBytes(StandardCharsets.UTF_8)),
            "Bearer sb_publishable_x",
            null
        }) {
            assertThat(Refused.with("invalid_client", () -> lab.tokens.issue(header, wish, OAuthLab.somewhere())))
                    .isInstanceOf(Refusal.NotAuthenticated.class);
        }
        TokenWish posted =
                new TokenWish("authorization_code", id, chat.clientSecret(), code, null, OAuthLab.VERIFIER, null, null);
        Refused.with("invalid_client", () -> lab.tokens.issue(null, posted, OAuthLab.somewhere()));
        Refused.with("invalid_request", () -> lab.tokens.issue(OAuthLab.basic(chat), posted, OAuthLab.somewhere()));
        TokenWish noSecret = new TokenWish("authorization_code", id, null, code, null, OAuthLab.VERIFIER, null, null);
        Refused.with("invalid_client", () -> lab.tokens.issue(null, noSecret, OAuthLab.somewhere()));

        lab.administration.change(id, new ClientWish(null, null, null, null, null, null, null, "client_secret_post"));
        Refused.with("invalid_client", () -> lab.tokens.issue(OAuthLab.basic(chat), wish, OAuthLab.somewhere()));
        assertThat(lab.tokens.issue(null, posted, OAuthLab.somewhere()).accessToken())
                .isNotEmpty();
        Refused.with(
                "unsupported_grant_type",
                () -> lab.token(lab.confidential(), OAuthLab.wish(lab.confidential(), "password", null, null, null)));
        Refused.with("invalid_request", () -> lab.token(chat, OAuthLab.wish(chat, "", null, null, null)));
    }

    @Test
    void aProgramHasNoSecretAndNeedsItsVerifier() {
        ClientView program = lab.ofPeople("http://127.0.0.1/callback");
        String code = lab.code(ada, program);
        Refused.with(
                "invalid_client",
                () -> lab.tokens.issue(
                        null,
                        new TokenWish(
                                "authorization_code",
                                program.clientId().toString(),
                                "made up",
                                code,
                                null,
                                OAuthLab.VERIFIER,
                                null,
                                null),
                        OAuthLab.somewhere()));
        Refused.with(
                "invalid_grant", () -> lab.exchange(program, code, "another-verifier-of-43-characters-or-more-000"));
        assertThat(lab.exchange(program, code).accessToken()).isNotEmpty();
    }

    @Test
    void whatAPersonTakesBackIsOver() {
        TokenAnswer answer = lab.exchange(chat, lab.code(ada, chat));
        String open = lab.code(ada, chat);
        assertThat(lab.grants.of(ada.token())).hasSize(1);
        OAuthGrant grant = lab.grants.of(ada.token()).get(0);
        assertThat(grant.client().name()).isEqualTo("Chat");
        assertThat(grant.scopes()).containsExactly("openid", "profile", "email");
        OAuthLab.Person eve = lab.person("eve");
        Refused.with(
                "oauth_consent_not_found",
                () -> lab.grants.revoke(eve.token(), chat.clientId().toString()));
        Refused.with("validation_failed", () -> lab.grants.revoke(ada.token(), null));

        lab.grants.revoke(ada.token(), chat.clientId().toString());

        assertThat(lab.grants.of(ada.token())).isEmpty();
        Refused.with("session_not_found", () -> lab.server.userInfo(answer.accessToken()));
        Refused.with("invalid_grant", () -> lab.refresh(chat, answer.refreshToken()));
        Refused.with("invalid_grant", () -> lab.exchange(chat, open));
        assertThat(lab.ended.has(session(answer))).isTrue();
        assertThat(lab.requests.look(ada.token(), lab.waiting(OAuthLab.question(chat))))
                .isInstanceOf(AuthorizationAnswer.Details.class);
        Refused.with(
                "oauth_consent_not_found",
                () -> lab.grants.revoke(ada.token(), chat.clientId().toString()));
    }

    @Test
    void formsAreReadAsTheyAreWritten() {
        TokenWish wish = TokenWish.ofForm("grant_type=authorization_code&code=a%2Bb+c&code_verifier=~x&client_id=");
        assertThat(wish.grantType()).isEqualTo("authorization_code");
        assertThat(wish.code()).isEqualTo("a+b c");
        assertThat(wish.clientId()).isNull();
        assertThat(wish.toString()).doesNotContain("a+b c");
        Refused.with("invalid_request", () -> TokenWish.ofForm("code=a&code=b"));
        Refused.with("invalid_request", () -> TokenWish.ofForm("code=%c3%28"));
        Refused.with("invalid_request", () -> TokenWish.ofForm("x&".repeat(41)));
    }
}
