package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Synapse, from PyPI and unmodified, lets people in with accounts of the running stack, by the configuration of
 * docs/operating/synapse.md. It takes 250 MB and its licence is the AGPL: it is a neighbour of this test, in a process of its
 * own, and nothing that ships knows it. So it is run in the profile {@code matrix} only.
 */
@EnabledIfSystemProperty(
        named = "auralink.matrix",
        matches = "true",
        disabledReason = "Synapse was not tried: the profile matrix does")
@Timeout(600)
class SynapseIT {
    private static final Path PYTHON = LauncherProcess.root().resolve("ear/system-tests/target/matrix/bin/python");
    private static final String DOCUMENT = "docs/operating/synapse.md";

    @TempDir
    Path directory;

    @Test
    void peopleSignInToAMatrixHomeserverWithTheirAccount() throws Exception {
        String version =
                Files.readString(LauncherProcess.root().resolve("ear/system-tests/src/test/python/synapse.txt"));
        run("python3", "-m", "venv", PYTHON.getParent().getParent().toString());
        run(PYTHON.toString(), "-m", "pip", "install", "--quiet", version.strip());
        int port = freePort();
        String url = "http://127.0.0.1:" + port;
        Path configuration = configuration(port, url);
        run(PYTHON.toString(), "-m", "synapse.app.homeserver", "-c", configuration.toString(), "--generate-keys");
        Process homeserver = new ProcessBuilder(
                        PYTHON.toString(), "-m", "synapse.app.homeserver", "-c", configuration.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            Eventually.see("Synapse to answer", Duration.ofMinutes(2), () -> answers(url), Boolean::booleanValue);
            NodeTests.pass("synapse.test.mjs", Map.of("SYNAPSE_URL", url));
        } finally {
            homeserver.destroy();
            homeserver.waitFor();
        }
    }

    /** With the part that operators are told to write, for this stack and this client. */
    private Path configuration(int port, String url) throws IOException {
        Api.Answer client = Api.anonymous()
                .with(SupabaseClientIT.secret("auth.secret.key"))
                .post(
                        "/auth/v1/admin/oauth/clients",
                        Map.of(
                                "client_name",
                                "Synapse",
                                "redirect_uris",
                                List.of(url + "/_synapse/client/oidc/callback")))
                .expect(201);
        String document = Files.readString(LauncherProcess.root().resolve(DOCUMENT));
        String providers = document.split("```yaml\n", 2)[1]
                .split("```", 2)[0]
                .replace("https://aura.example.org", LocalStack.get().webUrl())
                .replace("<client_id>", client.text("client_id"))
                .replace("<client_secret>", client.text("client_secret"))
                // Of http, which is for one machine by itself.
                .replace("    pkce_method:", "    skip_verification: true\n    pkce_method:");
        Path file = directory.resolve("homeserver.yaml");
        Files.writeString(file, providers + """
                # What only a test needs: no TLS, and nothing kept.
                server_name: "matrix.example.test"
                public_baseurl: "%1$s/"
                listeners: [{port: %2$d, type: http, bind_addresses: ["127.0.0.1"], resources: [{names: [client]}]}]
                database: {name: sqlite3, args: {database: "%3$s/homeserver.db"}}
                signing_key_path: "%3$s/signing.key"
                media_store_path: "%3$s/media"
                pid_file: "%3$s/pid"
                macaroon_secret_key: "of a test"
                form_secret: "of a test"
                report_stats: false
                trusted_key_servers: []
                sso: {client_whitelist: ["https://element.example.test/"]}
                """.formatted(url, port, directory));
        return file;
    }

    private static boolean answers(String url) {
        try {
            HttpRequest question = HttpRequest.newBuilder(URI.create(url + "/_matrix/client/versions"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HttpClient.newHttpClient()
                            .send(question, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it cannot be had, it is not tried, and that is said. */
    private void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean good = process.waitFor() == 0;
        assumeTrue(good || !said.contains("pip"), "Synapse was not tried, because it could not be had: " + said);
        assertThat(good).as(said).isTrue();
    }
}
