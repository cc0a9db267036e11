package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.auralink.findings.Check;
import org.auralink.findings.Finding;
import org.auralink.findings.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One thing is wrong at a time, and what is said of it names the setting or the step that mends it. */
class DoctorTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    /** Where nothing runs. */
    private List<Finding> examine(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--state-dir", directory.resolve("state").toString()));
        Settings settings = Settings.of(all, Map.of());
        return new Doctor(settings, Clock.systemUTC()).examine(Optional.empty(), List::of);
    }

    private static Finding of(List<Finding> findings, String about) {
        return findings.stream()
                .filter(found -> found.subject().equals(about))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "--public-url, http://calls.example.org, public address, ERROR, --public-url",
        "--public-url, http://localhost:1, public address, OK, ''",
        "--public-url, https://calls.invalid, address of media-node, ERROR, --node-url",
        "--node-ip, 127.0.0.1, media address, WARNING, --node-ip",
        "--node-ip, 203.0.113.7, media address, WARNING, NAT",
    })
    void anAddressThatClientsCannotUseIsNamedWithItsSetting(
            String flag, String value, String about, Severity severity, String change) {
        Finding found = of(examine(flag, value), about);
        assertThat(found.severity()).isEqualTo(severity);
        assertThat(found.change()).contains(change);
    }

    @ParameterizedTest
    @CsvSource({"-30d, 10, ERROR, It expired on", "-1d, 5, WARNING, It is good until", "-1d, 300, OK, It is good until"
    })
    void aCertificateIsRenewedBeforeItExpires(String from, int days, Severity severity, String what) throws Exception {
        try (ServerSocket server = tls(from, days)) {
            Thread accepting = new Thread(() -> shake(server));
            accepting.start();
            Finding found = of(
                    examine("--public-url", "https://localhost:" + server.getLocalPort()), "certificate of localhost");
            assertThat(found.severity()).isEqualTo(severity);
            assertThat(found.found()).contains(what);
            assertThat(found.change()).matches(severity == Severity.OK ? "" : "Renew it, .*");
            accepting.join();
        }
    }

    private static void shake(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getInputStream().read();
        } catch (IOException e) {
            // The other side has seen what it wanted.
        }
    }

    private ServerSocket tls(String from, int days) throws Exception {
        Path keys = directory.resolve("keys");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-startdate",
                        from,
                        "-validity",
                        "" + days,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var file = new FileInputStream(keys.toFile())) {
            store.load(file, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getByName("localhost"));
    }

    @Test
    void withoutACertificateThePortIsNamed() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Finding found = of(examine("--public-url", "https://localhost:" + closed), "certificate of localhost");
        assertThat(found.found()).contains("localhost:" + closed);
        assertThat(found.change()).contains("--public-url");
    }

    @Test
    void theWorstFindingDecidesTheExitCode() {
        Finding fine = Finding.ok(Check.DISK, "a", "b");
        Finding warning = Finding.warning(Check.DISK, "a", "b", "c");
        Finding error = Finding.error(Check.DATABASE, "a \"quoted\"", "b\nc", "d\\e");
        assertThat(Doctor.exitCode(List.of(fine))).isZero();
        assertThat(Doctor.exitCode(List.of(warning, fine))).isEqualTo(1);
        assertThat(Doctor.exitCode(List.of(error, warning))).isEqualTo(2);
        assertThat(DoctorCommand.json(List.of(error)))
                .containsExactly("[{\"id\":\"database\",\"severity\":\"error\",\"subject\":\"a \\\"quoted\\\"\","
                        + "\"found\":\"b\\u000ac\",\"change\":\"d\\\\e\"}]");
    }

    @Test
    void nothingIsMadeWhereNothingRuns() {
        assertThat(of(examine(), "stack").found()).contains("does not run");
        assertThat(Files.exists(directory.resolve("state"))).isFalse();
    }
}
