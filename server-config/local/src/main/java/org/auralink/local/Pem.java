package org.auralink.local;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Keys and certificates as text (RFC 7468), as other programs write and read them. */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    /** All certificates of a file, in its order; empty when there is none in it. */
    static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (Object each : objects(file)) {
            if (each instanceof X509CertificateHolder holder) {
                found.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
        }
        return found;
    }

    /**
     * The first private key of a file, in whichever of the usual forms.
     *
     * @throws IOException also when there is none, or it has a password
     */
    static PrivateKey key(Path file) throws IOException {
        var converter = new JcaPEMKeyConverter();
        for (Object each : objects(file)) {
            if (each instanceof PEMKeyPair pair) {
                return converter.getPrivateKey(pair.getPrivateKeyInfo());
            }
            if (each instanceof PrivateKeyInfo key) {
                return converter.getPrivateKey(key);
            }
        }
        throw new IOException("there is no private key without a password in it");
    }

    private static List<Object> objects(Path file) throws IOException {
        List<Object> all = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
                var parser = new PEMParser(text)) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                all.add(next);
            }
        }
        return all;
    }

    static String text(List<X509Certificate> chain) throws GeneralSecurityException {
        var text = new StringBuilder();
        for (X509Certificate each : chain) {
            text.append(text("CERTIFICATE", each.getEncoded()));
        }
        return text.toString();
    }

    /** In PKCS #8. */
    static String text(PrivateKey key) {
        return text("PRIVATE KEY", key.getEncoded());
    }

    private static String text(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    /** Both in one store (PKCS #12), which has to have a password. */
    static KeyStore store(String alias, ServerIdentity identity, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(alias, identity.key(), password, identity.chain().toArray(X509Certificate[]::new));
        return store;
    }
}
