package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.MovableClock;
import org.junit.jupiter.api.Test;

/** Several keys at once: which token is verified with which of them, and for how long. */
class KeyRotationTest {
    private static final String ISSUER = "https://calls.example.test/auth/v1";
    private static final Set<KeyOperation> SIGN = Set.of(KeyOperation.SIGN, KeyOperation.VERIFY);
    private static final Set<KeyOperation> VERIFY = Set.of(KeyOperation.VERIFY);
    private static final String SECRET = "a legacy secret of more than thirty-two bytes";
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T10:00:00Z"));

    @Test
    void tokensOfBeforeARotationLiveUntilTheyExpire() throws Exception {
        ECKey first = SigningKeysTest.ec("first", SIGN);
        ECKey second = SigningKeysTest.ec("second", VERIFY);
        SigningKeys before = of(SigningKeysTest.list(first, second));
        String old = before.sign(claims());

        SigningKeys flipped = of(SigningKeysTest.list(
                new ECKey.Builder(first).keyOperations(VERIFY).build(),
                new ECKey.Builder(second).keyOperations(SIGN).build()));
        String fresh = flipped.sign(claims());
        verified(flipped, old);
        verified(flipped, fresh);
        // A server that has not heard of the flip yet knows the new key already.
        verified(before, fresh);

        clock.pass(LIFETIME.minusSeconds(1));
        verified(flipped, old);
        clock.pass(Duration.ofSeconds(1));
        refused(flipped, old, "it has expired");

        SigningKeys dropped =
                of(new ECKey.Builder(second).keyOperations(SIGN).build().toJSONString());
        refused(dropped, old, "a key that is not known");
        assertThat(dropped.publicKeys().toString()).contains("kid=second").doesNotContain("first");
    }

    @Test
    void everyAlgorithmSignsAndIsVerified() throws Exception {
        String rsa = new RSAKeyGenerator(2048).keyID("rsa").generate().toJSONString();
        String secret = new OctetSequenceKeyGenerator(256).keyID("s").generate().toJSONString();
        String ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate().toJSONString();
        Map<String, String> keys = Map.of("RS256", rsa, "HS256", secret, "ES256", ec, "EdDSA", SigningKeysTest.ED25519);
        for (Map.Entry<String, String> each : keys.entrySet()) {
            SigningKeys of = of(each.getValue());
            String token = of.sign(claims());
            assertThat(SignedJWT.parse(token).getHeader().getAlgorithm().getName())
                    .isEqualTo(each.getKey());
            verified(of, token);
            char last = token.charAt(token.length() - 10);
            String changed = token.substring(0, token.length() - 10)
                    + (last == 'A' ? 'B' : 'A')
                    + token.substring(token.length() - 9);
            refused(of, changed, "its signature is wrong");
            refused(of, token.substring(0, token.lastIndexOf('.') + 1) + "AAAA", "its signature is wrong");
        }
    }

    /** RFC 8037, A.4. */
    @Test
    void edDsaIsTheOneOfTheStandard() throws Exception {
        SignedJWT token = SignedJWT.parse("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
        SigningKeys keys = of(SigningKeysTest.ED25519);
        assertThat(keys.find(JWSAlgorithm.EdDSA, "ed").orElseThrow().signed(token))
                .isTrue();
    }

    @Test
    void theLegacySecretVerifiesWhatNamesNoKeyAndNothingElse() throws Exception {
        SigningKeys keys = SigningKeys.of(SigningKeysTest.ED25519, Optional.of(SECRET));
        verified(keys, hmac(SECRET.getBytes(StandardCharsets.UTF_8), null));
        refused(keys, hmac(SECRET.getBytes(StandardCharsets.UTF_8), "ed"), "a key that is not known");
        refused(of(SigningKeysTest.ED25519), hmac(SECRET.getBytes(StandardCharsets.UTF_8), null), "an algorithm");
    }

    /** The public key is known to everybody: as the secret of HS256 it must open nothing. */
    @Test
    void aPublicKeyIsNoSecret() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").keyOperations(SIGN).generate();
        OctetSequenceKey secret = new OctetSequenceKeyGenerator(256)
                .keyID("shared")
                .keyOperations(VERIFY)
                .generate();
        SigningKeys keys = SigningKeys.of(SigningKeysTest.list(rsa, secret), Optional.of(SECRET));
        for (byte[] known : new byte[][] {
            rsa.toRSAPublicKey().getEncoded(),
            rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
            keys.publicKeys().toString().getBytes(StandardCharsets.UTF_8),
        }) {
            refused(keys, hmac(known, "rsa"), "a key that is not known");
            refused(keys, hmac(known, "shared"), "its signature is wrong");
            refused(keys, hmac(known, null), "its signature is wrong");
        }
    }

    @Test
    void whatATokenSaysOfKeysIsNotRead() throws Exception {
        ECKey ours = SigningKeysTest.ec("ours", SIGN);
        SigningKeys keys = of(ours.toJSONString());
        ECKey theirs = new ECKeyGenerator(Curve.P_256).keyID("theirs").generate();
        JWSSigner forger = new ECDSASigner(theirs);
        URI elsewhere = URI.create("http://127.0.0.1:9/keys.json");
        for (String name : new String[] {
            "theirs", "../../../../dev/null", "/etc/passwd", "http://127.0.0.1:9/keys.json", "' or '1'='1", ""
        }) {
            refused(keys, signed(header().keyID(name), forger), "a key that is not known");
        }
        refused(keys, signed(header(), forger), "a key that is not known");
        JWSHeader.Builder named = header().keyID("ours");
        refused(keys, signed(named.jwk(theirs.toPublicJWK()), forger), "its signature is wrong");
        refused(keys, signed(named.jwkURL(elsewhere), forger), "its signature is wrong");
        refused(keys, signed(named.x509CertURL(elsewhere), forger), "its signature is wrong");
        refused(
                keys,
                signed(header().keyID("ours").criticalParams(Set.of("unheard-of")), new ECDSASigner(ours)),
                "its signature is wrong");
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT);
    }

    private String signed(JWSHeader.Builder header, JWSSigner signer) throws Exception {
        SignedJWT token = new SignedJWT(header.build(), claims());
        token.sign(signer);
        return token.serialize();
    }

    private String hmac(byte[] secret, String keyId) throws Exception {
        return signed(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId), new MACSigner(secret));
    }

    private static SigningKeys of(String json) {
        return SigningKeys.of(json, Optional.empty());
    }

    private void verified(SigningKeys keys, String token) {
        assertThat(new TokenVerifier(keys, ISSUER, clock).verify(token).claims())
                .contains("\"role\":\"authenticated\"");
    }

    private void refused(SigningKeys keys, String token, String reason) {
        assertThatThrownBy(() -> new TokenVerifier(keys, ISSUER, clock).verify(token))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().detail()).contains(reason));
    }

    private JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(UUID.randomUUID().toString())
                .audience("authenticated")
                .expirationTime(Date.from(clock.instant().plus(LIFETIME)))
                .claim("role", "authenticated")
                .claim("session_id", UUID.randomUUID().toString())
                .claim(
                        "app_metadata",
                        Map.of("organization_id", UUID.randomUUID().toString()))
                .build();
    }
}
