package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for an address or a name that nobody but its owner signed.
 *
 * @param certificate file in PEM
 * @param key of its private key, in PEM
 */
record ServerCertificate(Path certificate, Path key) {
    private static final String PASSWORD = "password";

    /** A new one for an address. */
    static ServerCertificate ofAddress(String address) throws Exception {
        return of("ip:" + address);
    }

    /** A new one for a name. */
    static ServerCertificate ofName(String name) throws Exception {
        return of("dns:" + name);
    }

    private static ServerCertificate of(String subject) throws Exception {
        Path directory = Files.createTempDirectory("certificate");
        Path store = directory.resolve("store.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made = new ProcessBuilder(List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-alias",
                        "relay",
                        "-dname",
                        "CN=relay",
                        "-ext",
                        "san=" + subject,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Files.delete(store);
        directory.toFile().deleteOnExit();
        return new ServerCertificate(
                write(
                        directory.resolve("cert.pem"),
                        "CERTIFICATE",
                        keys.getCertificate("relay").getEncoded()),
                write(
                        directory.resolve("key.pem"),
                        "PRIVATE KEY",
                        keys.getKey("relay", PASSWORD.toCharArray()).getEncoded()));
    }

    private static Path write(Path file, String what, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        file.toFile().deleteOnExit();
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
