package org.auralink.media.dtls;

import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Locale;
import javax.crypto.KeyAgreement;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of elliptic curves in handshakes by native code, everything else by the JDK's providers: most of what a
 * handshake costs is that arithmetic, and the JDK's is Java, which is slow until it was compiled. {@code HandshakeCost} in the
 * tests measures it.
 */
final class HandshakeCrypto extends JcaTlsCrypto {
    private HandshakeCrypto(Provider provider, SecureRandom random) {
        super(new Curves(provider), random, random);
    }

    /** @param provider of native code; null where there is none, and the JDK's providers do it all */
    static JcaTlsCrypto of(@Nullable Provider provider, SecureRandom random) {
        return provider == null ? new JcaTlsCryptoProvider().create(random) : new HandshakeCrypto(provider, random);
    }

    /** What is asked of one provider. */
    private static final class Curves extends DefaultJcaJceHelper {
        private final Provider provider;

        Curves(Provider provider) {
            this.provider = provider;
        }

        @Override
        public KeyAgreement createKeyAgreement(String algorithm) throws NoSuchAlgorithmException {
            return algorithm.equals("ECDH")
                    ? KeyAgreement.getInstance(algorithm, provider)
                    : super.createKeyAgreement(algorithm);
        }

        @Override
        public KeyPairGenerator createKeyPairGenerator(String algorithm) throws NoSuchAlgorithmException {
            return algorithm.equals("EC")
                    ? KeyPairGenerator.getInstance(algorithm, provider)
                    : super.createKeyPairGenerator(algorithm);
        }

        @Override
        public KeyFactory createKeyFactory(String algorithm) throws NoSuchAlgorithmException {
            return algorithm.equals("EC")
                    ? KeyFactory.getInstance(algorithm, provider)
                    : super.createKeyFactory(algorithm);
        }

        /** Names of signatures are written in several ways, such as {@code NoneWithECDSA}. */
        @Override
        public Signature createSignature(String algorithm) throws NoSuchAlgorithmException {
            return algorithm.toUpperCase(Locale.ROOT).endsWith("WITHECDSA")
                    ? Signature.getInstance(algorithm, provider)
                    : super.createSignature(algorithm);
        }
    }
}
