package org.auralink.identity.control.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.auralink.testkit.MovableClock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which ID tokens are a provider's, and for us: OpenID Connect Core 1.0, 3.1.3.7. */
class IdTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final OidcProvider PROVIDER =
            new OidcProvider("corp", URI.create("https://id.example.org"), "auralink", "secret".repeat(8), "openid");
    private static final MovableClock CLOCK = new MovableClock(NOW);

    private static ECKey key;
    private static IdTokens tokens;

    @BeforeAll
    static void oneKey() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        tokens = new IdTokens(PROVIDER, new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK())), CLOCK);
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer("https://id.example.org")
                        .audience("auralink")
                        .subject("subject")
                        .issueTime(Date.from(NOW))
                        .expirationTime(Date.from(NOW.plusSeconds(300)))
                        .claim("email", "ada@example.org")
                        .claim("email_verified", true))
                .build();
    }

    private static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String signed(JWTClaimsSet claims) throws JOSEException {
        return signed(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(), new ECDSASigner(key), claims);
    }

    private static boolean isGood(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return tokens.judge(signed(claims(change)), null, null).isPresent();
    }

    @Test
    void aTokenOfTheProviderForUsIsGoodUntilItExpires() throws JOSEException {
        assertThat(isGood(it -> it)).isTrue();
        assertThat(isGood(it ->
                        it.expirationTime(Date.from(NOW.minus(OidcLimits.SKEW).plusSeconds(1)))))
                .isTrue();
        assertThat(isGood(it ->
                        it.expirationTime(Date.from(NOW.minus(OidcLimits.SKEW).minusSeconds(1)))))
                .isFalse();
        assertThat(isGood(it -> it.notBeforeTime(Date.from(NOW.plus(Duration.ofHours(1))))))
                .isFalse();
    }

    @Test
    void aTokenOfSomebodyElseOrForSomebodyElseIsNot() throws JOSEException {
        assertThat(isGood(it -> it.issuer("https://id.example.org/"))).isFalse();
        assertThat(isGood(it -> it.issuer(null))).isFalse();
        assertThat(isGood(it -> it.audience("another"))).isFalse();
        assertThat(isGood(it -> it.audience(List.of("auralink", "another")))).isFalse();
        assertThat(isGood(it -> it.audience(List.of("auralink", "another")).claim("azp", "another")))
                .isFalse();
        assertThat(isGood(it -> it.audience(List.of("auralink", "another")).claim("azp", "auralink")))
                .isTrue();
        assertThat(isGood(it -> it.subject(null))).isFalse();
        assertThat(isGood(it -> it.subject("s".repeat(256)))).isFalse();
        assertThat(isGood(it -> it.expirationTime(null))).isFalse();
    }

    @Test
    void aTokenThatAnotherKeySignedIsNot() throws JOSEException {
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build();
        assertThat(tokens.judge(signed(header, new ECDSASigner(other), claims(it -> it)), null, null))
                .isEmpty();
        // Our own secret, and the provider's public key taken for one: both are known to others.
        for (byte[] secret : List.of(
                PROVIDER.clientSecret().getBytes(StandardCharsets.UTF_8),
                key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            var mac = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build();
            assertThat(tokens.judge(signed(mac, new MACSigner(secret), claims(it -> it)), null, null))
                    .isEmpty();
        }
        assertThat(tokens.judge(new PlainJWT(claims(it -> it)).serialize(), null, null))
                .as("alg none")
                .isEmpty();
        var elsewhere = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID("two")
                .jwkURL(URI.create("https://evil.example.org/keys"))
                .jwk(other.toPublicJWK())
                .build();
        assertThat(tokens.judge(signed(elsewhere, new ECDSASigner(other), claims(it -> it)), null, null))
                .as("keys that the token itself names")
                .isEmpty();
        for (String nonsense : List.of("", "a", "a.b.c", "x".repeat(OidcLimits.TOKEN_CHARACTERS + 1))) {
            assertThat(tokens.judge(nonsense, null, null)).isEmpty();
        }
    }

    @Test
    void aTokenBelongsToTheSignInWhoseNonceItHas() throws JOSEException {
        String with = signed(claims(it -> it.claim("nonce", "n")));
        assertThat(tokens.judge(with, "n", null)).isPresent();
        assertThat(tokens.judge(with, "m", null)).isEmpty();
        assertThat(tokens.judge(with, null, null)).isEmpty();
        assertThat(tokens.judge(signed(claims(it -> it)), "n", null)).isEmpty();
    }

    @Test
    void aTokenThatVouchesForAnAccessTokenVouchesForThatOneOnly() throws JOSEException {
        // SHA-256 of "access", its left half.
        String token = signed(claims(it -> it.claim("at_hash", halfHash("access"))));
        assertThat(tokens.judge(token, null, "access")).isPresent();
        assertThat(tokens.judge(token, null, "another")).isEmpty();
        assertThat(tokens.judge(token, null, null)).isPresent();
    }

    private static String halfHash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAddressIsVerifiedWhenTheProviderSaysSoAndInNoOtherCase() throws JOSEException {
        for (Object said : new Object[] {true, "true"}) {
            assertThat(judged(it -> it.claim("email_verified", said)).emailVerified())
                    .as("%s", said)
                    .isTrue();
        }
        for (Object said : new Object[] {false, "false", "yes", 1, List.of(true), null}) {
            assertThat(judged(it -> it.claim("email_verified", said)).emailVerified())
                    .as("%s", said)
                    .isFalse();
        }
        assertThat(judged(it -> it.claim("email", null)).email()).isEmpty();
    }

    @Test
    void ofWhatAProviderSaysShortTextsAreKept() throws JOSEException {
        ExternalIdentity who = judged(it -> it.claim("name", "Ada")
                .claim("nickname", "x".repeat(OidcLimits.CLAIM_CHARACTERS + 1))
                .claim("given_name", List.of("no text"))
                .claim("groups", List.of("admin")));
        assertThat(who.data())
                .containsEntry("name", "Ada")
                .containsEntry("full_name", "Ada")
                .doesNotContainKeys("nickname", "given_name", "groups");
    }

    private static ExternalIdentity judged(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return tokens.judge(signed(claims(change)), null, null).orElseThrow();
    }
}
