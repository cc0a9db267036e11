package org.auralink.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a server shows and proves who it is with.
 *
 * @param chain its certificate, and those that lead from it to an authority
 * @param key of the first of them
 */
record ServerIdentity(List<X509Certificate> chain, PrivateKey key) {
    /** RFC 5280, 4.2.1.6: kinds of names. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    /**
     * A person's own, from two files.
     *
     * @throws LaunchException naming the setting, when a file does not hold what it should, they do not belong together, or
     *     the certificate is over
     */
    static ServerIdentity of(Path certificate, Path key, Instant now) {
        List<X509Certificate> chain;
        PrivateKey secret;
        try {
            chain = Pem.certificates(certificate);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            chain = List.of();
        }
        if (chain.isEmpty()) {
            throw new LaunchException(Option.TLS_CERTIFICATE.named()
                    + " must name a file that can be read, with a certificate and its chain in PEM, not '" + certificate
                    + "'.");
        }
        try {
            secret = Pem.key(key);
        } catch (IOException | RuntimeException e) {
            throw new LaunchException(
                    Option.TLS_KEY.named()
                            + " must name a file that can be read, with a private key in PEM and without a"
                            + " password, not '" + key + "'.",
                    e);
        }
        var identity = new ServerIdentity(List.copyOf(chain), secret);
        if (!identity.belongTogether()) {
            throw new LaunchException(Option.TLS_KEY.named() + " must name the key of the first certificate in '"
                    + certificate + "', which that in '" + key + "' is not.");
        }
        if (identity.until().isBefore(now)) {
            throw new LaunchException("The certificate in '" + certificate + "' was good until " + identity.until()
                    + ": renew it, or name another with " + Option.TLS_CERTIFICATE.named() + ".");
        }
        return identity;
    }

    /** Whether the key is that of the certificate. */
    boolean belongTogether() {
        try {
            byte[] text = "AuraLink".getBytes(StandardCharsets.US_ASCII);
            String algorithm = switch (key.getAlgorithm()) {
                case "EC", "ECDSA" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> key.getAlgorithm();
            };
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(chain.get(0).getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    Instant until() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /** Names and addresses that it is for, as its certificate writes them. */
    Set<String> names() {
        try {
            Collection<List<?>> all = chain.get(0).getSubjectAlternativeNames();
            Set<String> names = new TreeSet<>();
            for (List<?> each : all == null ? List.<List<?>>of() : all) {
                if (each.get(0).equals(DNS_NAME) || each.get(0).equals(IP_ADDRESS)) {
                    names.add(each.get(1).toString());
                }
            }
            return names;
        } catch (CertificateParsingException e) {
            return Set.of();
        }
    }

    /** A name that people may open; empty when it is for addresses or for all names of a domain only. */
    String host() {
        return names().stream()
                .filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z][A-Za-z0-9.-]*"))
                .findFirst()
                .orElse("");
    }

    @Override
    public String toString() {
        return "ServerIdentity[" + names() + "]";
    }
}
