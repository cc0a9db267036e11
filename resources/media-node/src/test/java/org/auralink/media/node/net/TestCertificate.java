package org.auralink.media.node.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate that nobody signed, made with the JDK's keytool. */
record TestCertificate(PrivateKey key, X509Certificate certificate) {
    private static final String PASSWORD = "password";

    static TestCertificate make() throws Exception {
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
        return new TestCertificate((PrivateKey) keys.getKey("relay", PASSWORD.toCharArray()), (X509Certificate)
                keys.getCertificate("relay"));
    }
}
