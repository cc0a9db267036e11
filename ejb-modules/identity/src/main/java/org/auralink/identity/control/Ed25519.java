package org.auralink.identity.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** EdDSA with Ed25519 (RFC 8037) by the JDK's own provider: Nimbus' classes for it need a further library. */
final class Ed25519 {
    private static final String NAME = "Ed25519";

    /** What stands before the 32 bytes of a public key in X.509, and of a private one in PKCS #8 (RFC 8410, 4 and 7). */
    private static final String PUBLIC_PREFIX = "302a300506032b6570032100";

    private static final String PRIVATE_PREFIX = "302e020100300506032b657004220420";

    private Ed25519() {}

    static final class Signer extends EdDSAProvider implements JWSSigner {
        private final PrivateKey key;

        Signer(OctetKeyPair pair) throws JOSEException {
            try {
                this.key = KeyFactory.getInstance(NAME)
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded(PRIVATE_PREFIX, pair.getDecodedD())));
            } catch (GeneralSecurityException e) {
                throw new JOSEException("the private key is not one of Ed25519", e);
            }
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
            try {
                Signature signature = Signature.getInstance(NAME);
                signature.initSign(key);
                signature.update(signingInput);
                return Base64URL.encode(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new JOSEException("the key does not sign", e);
            }
        }
    }

    static final class Verifier extends EdDSAProvider implements JWSVerifier {
        private final PublicKey key;

        Verifier(OctetKeyPair pair) throws JOSEException {
            try {
                this.key = KeyFactory.getInstance(NAME)
                        .generatePublic(new X509EncodedKeySpec(encoded(PUBLIC_PREFIX, pair.getDecodedX())));
            } catch (GeneralSecurityException e) {
                throw new JOSEException("the public key is not one of Ed25519", e);
            }
        }

        @Override
        public boolean verify(JWSHeader header, byte[] signingInput, Base64URL given) {
            try {
                Signature signature = Signature.getInstance(NAME);
                signature.initVerify(key);
                signature.update(signingInput);
                return signature.verify(given.decode());
            } catch (GeneralSecurityException e) {
                // A signature of another length, say.
                return false;
            }
        }
    }

    private static byte[] encoded(String prefix, byte[] raw) {
        return HexFormat.of().parseHex(prefix + HexFormat.of().formatHex(raw));
    }
}
