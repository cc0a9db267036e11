package org.auralink.media.node.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate that nobody signed, made with the JDK's keytool. */
public record TestCertificate(PrivateKey key, X509Certificate certificate) {
    private static final String PASSWORD = "password";

    /** A new one, for localhost. */
    public static TestCertificate make() throws Exception {
        Path directory = Files.createTempDirectory("certificate");
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "relay",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .inheritIO()
                .start();
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Files.delete(store);
        Files.delete(directory);
        return new TestCertificate((PrivateKey) keys.getKey("relay", PASSWORD.toCharArray()), (X509Certificate)
                keys.getCertificate("relay"));
    }

    /** Writes both as PEM, and says when. */
    public void write(Path certificateFile, Path keyFile, Instant when) throws Exception {
        write(certificateFile, "CERTIFICATE", certificate.getEncoded(), when);
        write(keyFile, "PRIVATE KEY", key.getEncoded(), when);
    }

    private static void write(Path file, String what, byte[] der, Instant when) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
        Files.setLastModifiedTime(file, FileTime.from(when));
    }
}
