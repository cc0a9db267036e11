package org.auralink.media.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.auralink.media.srtp.CryptoProviders;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.jspecify.annotations.Nullable;

/**
 * The node's self-signed ECDSA P-256 certificate, which session descriptions vouch for by its fingerprint (RFC 8827
 * 6.5). Made at start and kept in memory only. Safe for use by several threads.
 */
public final class NodeCertificate {
    /** A node runs for weeks without a restart; browsers do not look at the dates. */
    private static final Duration VALIDITY = Duration.ofDays(365);
    /** Clocks of clients that do look may be behind. */
    private static final Duration CLOCK_ERROR = Duration.ofDays(1);

    private static final SignatureAndHashAlgorithm ECDSA_SHA256 =
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);
    private static final int SERIAL_BITS = 64;

    private final JcaTlsCrypto crypto;
    private final PrivateKey key;
    private final Certificate chain;
    private final Fingerprint fingerprint;

    private NodeCertificate(JcaTlsCrypto crypto, PrivateKey key, byte[] encoded) throws IOException {
        this.crypto = crypto;
        this.key = key;
        chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(encoded)});
        fingerprint = Fingerprint.of("sha-256", encoded);
    }

    /** Makes a key and its certificate. */
    public static NodeCertificate generate(SecureRandom random, Clock clock) {
        return generate(random, clock, CryptoProviders.nativeProvider());
    }

    /** @param provider of native code for handshakes; null for none */
    static NodeCertificate generate(SecureRandom random, Clock clock, @Nullable Provider provider) {
        try {
            JcaTlsCrypto crypto = HandshakeCrypto.of(provider, random);
            KeyPairGenerator generator = crypto.getHelper().createKeyPairGenerator("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            return new NodeCertificate(crypto, pair.getPrivate(), selfSigned(pair, random, clock.instant()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("this Java cannot make an ECDSA P-256 certificate", e);
        }
    }

    private static byte[] selfSigned(KeyPair pair, SecureRandom random, Instant now)
            throws OperatorCreationException, IOException {
        X500Name name = new X500Name("CN=AuraLink");
        BigInteger serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
        Date from = Date.from(now.minus(CLOCK_ERROR));
        Date until = Date.from(now.plus(VALIDITY));
        return new JcaX509v3CertificateBuilder(name, serial, from, until, name, pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded();
    }

    /** For {@code a=fingerprint}. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    JcaTlsCrypto crypto() {
        return crypto;
    }

    TlsCredentialedSigner signer(TlsContext context) {
        return new JcaDefaultTlsCredentialedSigner(new TlsCryptoParameters(context), crypto, key, chain, ECDSA_SHA256);
    }
}
