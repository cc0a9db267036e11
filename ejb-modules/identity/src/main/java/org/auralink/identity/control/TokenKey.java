package org.auralink.identity.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One key of access tokens. Its algorithm follows from what kind of key it is and never from a token (RFC 8725, 3.1): EC
 * keys of P-256 are for ES256, RSA keys for RS256, Ed25519 keys for EdDSA and secrets for HS256.
 */
final class TokenKey {
    /** RFC 7518, 3.3. */
    private static final int LEAST_RSA_BITS = 2048;

    /** As long as the hash (RFC 7518, 3.2). */
    static final int LEAST_SECRET_BYTES = 32;

    private final JWK jwk;
    private final JWSAlgorithm algorithm;
    private final @Nullable JWSSigner signer;
    private final JWSVerifier verifier;

    private TokenKey(JWK jwk, JWSAlgorithm algorithm, @Nullable JWSSigner signer, JWSVerifier verifier) {
        this.jwk = jwk;
        this.algorithm = algorithm;
        this.signer = signer;
        this.verifier = verifier;
    }

    /**
     * @param jwk with its private part, or without for a key that only verifies
     * @throws IllegalArgumentException for a kind, a curve, a length or an {@code alg} that is not taken here
     */
    static TokenKey of(JWK jwk) throws JOSEException {
        TokenKey key = ofItsKind(jwk);
        if (jwk.getAlgorithm() != null
                && !key.algorithm.getName().equals(jwk.getAlgorithm().getName())) {
            throw new IllegalArgumentException("names an alg that is not its own");
        }
        return key;
    }

    private static TokenKey ofItsKind(JWK jwk) throws JOSEException {
        if (jwk instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) {
            return new TokenKey(
                    jwk,
                    JWSAlgorithm.ES256,
                    ec.isPrivate() ? new ECDSASigner(ec) : null,
                    new ECDSAVerifier(ec.toPublicJWK()));
        } else if (jwk instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS) {
            return new TokenKey(
                    jwk,
                    JWSAlgorithm.RS256,
                    rsa.isPrivate() ? new RSASSASigner(rsa) : null,
                    new RSASSAVerifier(rsa.toPublicJWK()));
        } else if (jwk instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())) {
            return new TokenKey(
                    jwk,
                    JWSAlgorithm.EdDSA,
                    pair.isPrivate() ? new Ed25519.Signer(pair) : null,
                    new Ed25519.Verifier(pair));
        } else if (jwk instanceof OctetSequenceKey secret && secret.size() >= LEAST_SECRET_BYTES * Byte.SIZE) {
            return new TokenKey(jwk, JWSAlgorithm.HS256, new MACSigner(secret), new MACVerifier(secret));
        }
        throw new IllegalArgumentException("is of a kind or a length that is not taken");
    }

    JWSAlgorithm algorithm() {
        return algorithm;
    }

    /** Null only for a secret: tokens of it name no key. */
    @Nullable
    String id() {
        return jwk.getKeyID();
    }

    boolean signs() {
        return signer != null;
    }

    /** Whether others may have it to verify tokens with. */
    boolean isPublic() {
        return !(jwk instanceof OctetSequenceKey);
    }

    /** @throws IllegalStateException for a key that only verifies */
    void sign(SignedJWT token) {
        if (signer == null) {
            throw new IllegalStateException("a key without its private part does not sign");
        }
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key does not sign", e);
        }
    }

    /** Has it signed the token? No for a token that demands the understanding of an extension (RFC 7515, 4.1.11). */
    boolean signed(SignedJWT token) {
        JWSHeader header = token.getHeader();
        if (!algorithm.equals(header.getAlgorithm()) || header.getCriticalParams() != null) {
            return false;
        }
        try {
            return token.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }

    /** The public part, as {@code /.well-known/jwks.json} shows it (RFC 7517, 4). */
    Map<String, Object> shown() {
        Map<String, Object> members = jwk.toPublicJWK().toJSONObject();
        members.put("alg", algorithm.getName());
        members.put("use", "sig");
        // What a private key is for is not what its public half is for.
        members.put("key_ops", List.of("verify"));
        return members;
    }
}
