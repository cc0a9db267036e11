package org.auralink.local;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority of this installation, whose certificate people put on their own devices, and which signs the server's. Made
 * once, because to trust it again is work on each device; its key never leaves the state directory.
 */
final class LocalAuthority {
    static final String CERTIFICATE = "authority.pem";
    private static final String KEY = "authority.key";

    private static final String SUBJECT = "CN=AuraLink local authority, OU=";

    /** As long as a device is used. */
    private static final Duration VALIDITY = Duration.ofDays(3650);

    /** As long as Apple's systems take, the strictest (support.apple.com/102028). */
    private static final Duration SERVER_VALIDITY = Duration.ofDays(397);

    /** Clocks of devices may be behind. */
    private static final Duration CLOCK_ERROR = Duration.ofDays(1);

    private static final int SERIAL_BITS = 127;

    private final X509Certificate certificate;
    private final PrivateKey key;

    private LocalAuthority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * That of the state directory; a new one where there is none, or where it ends before a server's certificate would.
     *
     * @param directory the part of the state directory for it
     */
    static LocalAuthority of(StateDirectory state, String directory, Instant now) {
        Path file = state.path(directory, CERTIFICATE);
        Path secret = state.path(directory, KEY);
        try {
            if (Files.exists(file) && Files.exists(secret)) {
                state.keepPrivate(secret);
                var kept = new ServerIdentity(Pem.certificates(file), Pem.key(secret));
                if (!kept.chain().isEmpty()
                        && kept.belongTogether()
                        && kept.until().isAfter(now.plus(SERVER_VALIDITY))) {
                    return new LocalAuthority(kept.chain().get(0), kept.key());
                }
            }
            KeyPair pair = newKey();
            var made = new LocalAuthority(selfSigned(pair, now), pair.getPrivate());
            state.writePrivate(directory + "/" + KEY, Pem.text(made.key));
            state.writePrivate(directory + "/" + CERTIFICATE, Pem.text(List.of(made.certificate)));
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new LaunchException(
                    "The authority in " + file.getParent() + " cannot be read or made: " + e.getMessage()
                            + ". Delete both files for a new one.",
                    e);
        }
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE);
    }

    private static X509Certificate selfSigned(KeyPair pair, Instant now) throws GeneralSecurityException, IOException {
        BigInteger serial = serial();
        // Devices tell authorities apart by their names.
        var name = new X500Name(SUBJECT + serial.toString(Character.MAX_RADIX).substring(0, 8));
        var builder = new JcaX509v3CertificateBuilder(
                name, serial, date(now.minus(CLOCK_ERROR)), date(now.plus(VALIDITY)), name, pair.getPublic());
        // Of servers, and of no further authorities.
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        return signed(builder, pair.getPrivate());
    }

    /** A new key, and a certificate for these names and addresses. */
    ServerIdentity issue(Set<String> names, Instant now) {
        try {
            KeyPair pair = newKey();
            return new ServerIdentity(List.of(forServer(pair.getPublic(), names, now), certificate), pair.getPrivate());
        } catch (IOException | GeneralSecurityException e) {
            throw new LaunchException("This JDK cannot make a certificate: " + e.getMessage() + ".", e);
        }
    }

    private X509Certificate forServer(PublicKey server, Set<String> names, Instant now)
            throws GeneralSecurityException, IOException {
        var builder = new JcaX509v3CertificateBuilder(
                certificate,
                serial(),
                date(now.minus(CLOCK_ERROR)),
                date(now.minus(CLOCK_ERROR).plus(SERVER_VALIDITY)),
                new javax.security.auth.x500.X500Principal("CN=AuraLink"),
                server);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names.stream().map(LocalAuthority::name).toArray(GeneralName[]::new)));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
        return signed(builder, key);
    }

    private static GeneralName name(String name) {
        boolean address = name.contains(":") || name.matches("[0-9.]+");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, CertIOException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static Date date(Instant instant) {
        return Date.from(instant);
    }

    /** Whether it signed the certificate. */
    boolean signed(X509Certificate other) {
        try {
            other.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** SHA-256 of its certificate, as devices show it. */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
