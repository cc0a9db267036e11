package org.auralink.identity.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.auralink.shared.settings.SettingException;

/** The key of access tokens: ES256 (RFC 7518, 3.4), named by its {@code kid}. */
public final class SigningKey {
    private final ECKey key;
    private final ECDSASigner signer;
    private final ECDSAVerifier verifier;

    private SigningKey(ECKey key) throws JOSEException {
        this.key = key;
        this.signer = new ECDSASigner(key);
        this.verifier = new ECDSAVerifier(key.toPublicJWK());
    }

    /**
     * @param file a JWK with the private part
     * @throws SettingException naming the setting when the file holds no such key
     */
    public static SigningKey read(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new SettingException("The file of the setting auralink.auth.signing.key.file cannot be read.");
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            // Not the cause: its message may quote the key.
            throw new SettingException(
                    "The file of the setting auralink.auth.signing.key.file must hold one private EC key of the curve P-256"
                            + " as JWK, with a kid.");
        }
    }

    /** @param jwk JSON of RFC 7517 */
    static SigningKey of(String jwk) throws ParseException, JOSEException {
        ECKey key = ECKey.parse(jwk);
        if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve()) || key.getKeyID() == null) {
            throw new IllegalArgumentException("not a private P-256 key with a kid");
        }
        return new SigningKey(key);
    }

    /** @return a compact JWS */
    public String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key does not sign", e);
        }
        return token.serialize();
    }

    boolean isNamed(String keyId) {
        return keyId.equals(key.getKeyID());
    }

    boolean signed(SignedJWT token) {
        try {
            return token.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }

    /** The public keys, as {@code /.well-known/jwks.json} shows them (RFC 7517, 5). */
    public Map<String, Object> publicKeys() {
        ECKey shown = new ECKey.Builder(key.toPublicJWK())
                .algorithm(JWSAlgorithm.ES256)
                .keyUse(KeyUse.SIGNATURE)
                .build();
        return Map.of("keys", List.of(shown.toJSONObject()));
    }
}
