package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Supabase project whose public keys this test serves. */
class SupabaseProjectTest {
    private static final String SECRET = "the project's legacy secret of thirty-two bytes";
    private static final Duration NEVER = Duration.ofDays(30);

    /** Every unknown name is a question, so that nothing has to be waited for. */
    private static final ForeignKeys.Limits AT_ONCE =
            new ForeignKeys.Limits(NEVER, Duration.ZERO, Duration.ZERO, NEVER, Duration.ofSeconds(5), 65_536);

    /** Nearly every look is a question. */
    private static final ForeignKeys.Limits STALE = new ForeignKeys.Limits(
            Duration.ofMillis(1), Duration.ZERO, Duration.ZERO, NEVER, Duration.ofSeconds(5), 65_536);

    private static final ForeignKeys.Limits SELDOM =
            new ForeignKeys.Limits(NEVER, Duration.ZERO, NEVER.minusDays(1), NEVER, Duration.ofSeconds(5), 65_536);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final UUID person = UUID.randomUUID();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile String answer = "";
    private HttpServer server;
    private URI url;

    @BeforeEach
    void serveKeys() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/auth/v1/.well-known/jwks.json", exchange -> {
            questions.incrementAndGet();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(body.length == 0 ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private SupabaseProject project(ForeignKeys.Limits limits, String secret) {
        return new SupabaseProject(new SupabaseSettings(url, Optional.ofNullable(secret)), limits, clock);
    }

    private void shows(SigningKeys... keys) {
        StringBuilder all = new StringBuilder();
        for (SigningKeys each : keys) {
            String json = JSONObjectUtils.toJSONString(each.publicKeys());
            String inner = json.substring(json.indexOf('[') + 1, json.lastIndexOf(']'));
            all.append(all.isEmpty() ? "" : ",").append(inner);
        }
        answer = "{\"keys\":[" + all + "]}";
    }

    private static SigningKeys es256(String name) throws Exception {
        return SigningKeys.of(
                new ECKeyGenerator(Curve.P_256).keyID(name).generate().toJSONString(), Optional.empty());
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(url + "/auth/v1")
                .subject(person.toString())
                .audience("authenticated")
                .expirationTime(Date.from(clock.instant().plusSeconds(60)))
                .claim("role", "authenticated")
                .claim("email", "ada@example.test")
                .claim("user_metadata", Map.of("name", "Ada"))
                .claim("session_id", UUID.randomUUID().toString());
    }

    private static String hmac(String secret, JWTClaimsSet claims, String keyId) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId).build(), claims);
        token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }

    @Test
    void tokensOfEveryAlgorithmOfTheProjectAreTaken() throws Exception {
        SigningKeys ec = es256("ec");
        SigningKeys ed = SigningKeys.of(SigningKeysTest.ED25519, Optional.empty());
        SigningKeys rsa =
                SigningKeys.of(new RSAKeyGenerator(2048).keyID("rsa").generate().toJSONString(), Optional.empty());
        shows(ec, ed, rsa);
        try (SupabaseProject project = project(SELDOM, SECRET)) {
            for (String token : new String[] {
                ec.sign(claims().build()),
                ed.sign(claims().build()),
                rsa.sign(claims().build()),
                hmac(SECRET, claims().build(), null),
                hmac(SECRET, claims().build(), "whatever the project calls it")
            }) {
                ForeignToken verified = project.verify(token);
                assertThat(verified.user().value()).isEqualTo(person);
                assertThat(verified.email()).contains("ada@example.test");
                assertThat(verified.userMetadata()).containsEntry("name", "Ada");
                assertThat(verified.toString()).doesNotContain(person.toString());
            }
            assertThat(questions).hasValue(1);
        }
    }

    @Test
    void afterARotationTokensOfBothKeysAreTakenWhileBothAreShown() throws Exception {
        SigningKeys first = es256("first");
        SigningKeys second = es256("second");
        shows(first);
        try (SupabaseProject project = project(AT_ONCE, null)) {
            String old = first.sign(claims().build());
            project.verify(old);
            refused(project, second.sign(claims().build()), "a key that is not known");
            shows(first, second);
            project.verify(second.sign(claims().build()));
            project.verify(old);
            shows(second);
            try (SupabaseProject later = project(AT_ONCE, null)) {
                later.verify(second.sign(claims().build()));
                refused(later, old, "a key that is not known");
            }
        }
    }

    @Test
    void whileTheProjectIsAwayKnownKeysCount() throws Exception {
        SigningKeys known = es256("known");
        String unknown = es256("unknown").sign(claims().build());
        shows(known);
        try (SupabaseProject project = project(STALE, null)) {
            project.verify(known.sign(claims().build()));
            for (String bad : new String[] {"", "no JSON"}) {
                answer = bad;
                refused(project, unknown, "a key that is not known");
                project.verify(known.sign(claims().build()));
            }
            server.stop(0);
            refused(project, unknown, "a key that is not known");
            project.verify(known.sign(claims().build()));
        }
    }

    @Test
    void whereItNeverAnsweredItIsSaidToBeAwayAndNobodysTokenToBeWrong() throws Exception {
        SigningKeys known = es256("known");
        try (SupabaseProject project = project(SELDOM, null)) {
            for (int attempt = 0; attempt < 5; attempt++) {
                assertThatThrownBy(() -> project.verify(known.sign(claims().build())))
                        .isInstanceOfSatisfying(
                                RefusedException.class,
                                e -> assertThat(e.refusal()).isInstanceOf(Refusal.Unavailable.class));
            }
            assertThat(questions.get()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void inventedNamesOfKeysDoNotMakeUsAskForEach() throws Exception {
        SigningKeys known = es256("known");
        shows(known);
        try (SupabaseProject project = project(SELDOM, null)) {
            project.verify(known.sign(claims().build()));
            for (int attempt = 0; attempt < 20; attempt++) {
                refused(project, es256("invented " + attempt).sign(claims().build()), "a key that is not known");
            }
            project.verify(known.sign(claims().build()));
            assertThat(questions.get()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void forgedTokensAreRefused() throws Exception {
        SigningKeys keys = es256("ours");
        shows(keys);
        String published = JSONObjectUtils.toJSONString(keys.publicKeys());
        // An answer with a secret in it makes no secret of ours.
        answer = answer.replace("]}", ",{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"" + Base64URL.encode(SECRET) + "\"}]}");
        try (SupabaseProject without = project(SELDOM, null);
                SupabaseProject with = project(SELDOM, "another secret of more than thirty-two bytes")) {
            refused(without, es256("ours").sign(claims().build()), "its signature is wrong");
            refused(without, new PlainJWT(claims().build()).serialize(), "it is not signed");
            refused(without, hmac(SECRET, claims().build(), "s"), "a key that is not known");
            refused(with, hmac(SECRET, claims().build(), "s"), "its signature is wrong");
            refused(with, hmac(published, claims().build(), "ours"), "its signature is wrong");
            for (SupabaseProject project : new SupabaseProject[] {without, with}) {
                refused(
                        project,
                        keys.sign(
                                claims().issuer("https://other.example/auth/v1").build()),
                        "another server");
                refused(project, keys.sign(claims().issuer(null).build()), "another server");
                refused(project, keys.sign(claims().audience("anon").build()), "not for a signed-in person");
                refused(
                        project,
                        keys.sign(claims().claim("role", "service_role").build()),
                        "not for a signed-in");
                refused(project, keys.sign(claims().claim("role", "anon").build()), "not for a signed-in person");
                refused(project, keys.sign(claims().subject("1234567890").build()), "claims are incomplete");
                refused(project, keys.sign(claims().claim("session_id", null).build()), "claims are incomplete");
                refused(project, keys.sign(claims().claim("email", 7).build()), "claims are incomplete");
                refused(
                        project,
                        keys.sign(claims().expirationTime(Date.from(clock.instant()))
                                .build()),
                        "it has expired");
            }
        }
    }

    private static void refused(SupabaseProject project, String token, String reason) {
        assertThatThrownBy(() -> project.verify(token)).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.refusal()).isInstanceOf(Refusal.NotAuthenticated.class);
            assertThat(e.refusal().detail()).contains(reason);
        });
    }
}
