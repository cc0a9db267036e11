package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {
    private static final String ISSUER = "https://calls.example.test/auth/v1";
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private final UUID user = UUID.randomUUID();
    private final UUID organization = UUID.randomUUID();
    private ECKey jwk;
    private SigningKeys keys;
    private TokenVerifier verifier;

    @BeforeEach
    void makeKey() throws Exception {
        jwk = new ECKeyGenerator(Curve.P_256).keyID("ours").generate();
        keys = SigningKeys.of(jwk.toJSONString(), Optional.empty());
        verifier = new TokenVerifier(keys, ISSUER, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void ownTokenTellsTheCaller() {
        String token = keys.sign(claims().build());
        AccessToken verified = verifier.verify(token);
        assertThat(verified.user().value()).isEqualTo(user);
        assertThat(verified.organization().value()).isEqualTo(organization);
        assertThat(verified.claims()).contains("\"sub\":\"" + user + "\"");
        assertThat(verified.caller().toString() + verified + verified.user()).doesNotContain(user.toString());
    }

    @Test
    void expiredTokenIsRefused() {
        refused(keys.sign(claims().expirationTime(Date.from(NOW)).build()), "it has expired");
        refused(keys.sign(claims().expirationTime(null).build()), "it has expired");
        refused(keys.sign(claims().notBeforeTime(Date.from(NOW.plusSeconds(1))).build()), "it is not valid yet");
    }

    @Test
    void unsignedTokenIsRefused() {
        refused(new PlainJWT(claims().build()).serialize(), "it is not signed");
    }

    @Test
    void tokenOfAWrongKeyIsRefused() throws Exception {
        ECKey foreign = new ECKeyGenerator(Curve.P_256).keyID("theirs").generate();
        refused(
                SigningKeys.of(foreign.toJSONString(), Optional.empty()).sign(claims().build()),
                "a key that is not known");
        ECKey impostor = new ECKeyGenerator(Curve.P_256).keyID("ours").generate();
        refused(
                SigningKeys.of(impostor.toJSONString(), Optional.empty()).sign(claims().build()),
                "its signature is wrong");
    }

    @Test
    void publicKeyAsASharedSecretIsRefused() throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("ours").build(), claims().build());
        token.sign(new MACSigner(jwk.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        refused(token.serialize(), "an algorithm that is not accepted");
    }

    @Test
    void tokenWithoutAKeyIdIsRefused() throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims().build());
        token.sign(new ECDSASigner(jwk));
        refused(token.serialize(), "a key that is not known");
    }

    @Test
    void tokenOfAnotherServerIsRefused() {
        refused(keys.sign(claims().issuer("https://elsewhere.example.test").build()), "another server");
        refused(keys.sign(claims().issuer(null).build()), "another server");
    }

    @Test
    void tokenThatIsNotAPersonsIsRefused() {
        refused(keys.sign(claims().audience("other").build()), "not for a signed-in person");
        refused(keys.sign(claims().claim("role", "service_role").build()), "not for a signed-in person");
        refused(keys.sign(claims().subject("1234567890").build()), "its claims are incomplete");
        refused(keys.sign(claims().claim("app_metadata", null).build()), "its claims are incomplete");
        refused(
                keys.sign(claims().claim("app_metadata", Map.of("organization_id", 7))
                        .build()),
                "incomplete");
        refused(keys.sign(claims().claim("session_id", "x").build()), "its claims are incomplete");
        refused(keys.sign(claims().claim("role", 7).build()), "its claims are incomplete");
    }

    @Test
    void garbageIsRefused() {
        for (String garbage : new String[] {"", ".", "..", "a.b.c", "x".repeat(20_000), "\u0000", "eyJ9.e30."}) {
            assertThatThrownBy(() -> verifier.verify(garbage)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void mutatedTokensAreRefusedAndNothingElseIsThrown() {
        String good = keys.sign(claims().build());
        String claims = verifier.verify(good).claims();
        Random random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder mutant = new StringBuilder(good);
            for (int change = 0; change <= random.nextInt(3); change++) {
                int at = random.nextInt(mutant.length());
                switch (random.nextInt(3)) {
                    case 0 -> mutant.setCharAt(at, (char) random.nextInt(128));
                    case 1 -> mutant.deleteCharAt(at);
                    default -> mutant.insert(at, (char) random.nextInt(128));
                }
            }
            assertThatCode(() -> {
                        try {
                            // The last character of a base64 text has bits that mean nothing.
                            assertThat(verifier.verify(mutant.toString()).claims())
                                    .isEqualTo(claims);
                        } catch (RefusedException refused) {
                            assertThat(refused.refusal()).isInstanceOf(Refusal.NotAuthenticated.class);
                        }
                    })
                    .as(mutant.toString())
                    .doesNotThrowAnyException();
        }
    }

    private void refused(String token, String reason) {
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.refusal()).isInstanceOf(Refusal.NotAuthenticated.class);
            assertThat(e.refusal().detail()).contains(reason).endsWith(".").doesNotContain(token);
        });
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(user.toString())
                .audience("authenticated")
                .expirationTime(Date.from(NOW.plusSeconds(60)))
                .claim("role", "authenticated")
                .claim("session_id", UUID.randomUUID().toString())
                .claim("app_metadata", Map.of("organization_id", organization.toString()));
    }
}
