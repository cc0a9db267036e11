package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * More of LiveKit's SDKs against a media node without anything around it: those that bring libwebrtc along, and the
 * browser's in Firefox. What they do is in {@code src/test/rtc-node}, {@code src/test/python} and {@code src/test/web}.
 * The former are 30 MB each, and the Python agents framework 400 MB, so they are run in the profile {@code sdks} only.
 */
@EnabledIfSystemProperty(
        named = "auralink.sdks",
        matches = "true",
        disabledReason = "LiveKit's SDKs with libwebrtc, and Firefox, were not tried: the profile sdks does")
@Timeout(600)
class SdksIT {
    private static final Path TESTS = NodeProcess.root().resolve("ear/system-tests/src/test");
    private static final Path PYTHON = TESTS.resolve("python");
    private static final Path TARGET = NodeProcess.root().resolve("ear/system-tests/target");

    private static final Path FIREFOX = Path.of("/usr/bin/firefox-esr");

    /** Firefox uses a relay over TLS by its name alone; its tests say to the browsers which address that is. */
    private static final String RELAY = "relay.test";

    private static String host;
    private static NodeProcess node;

    /** How a program ended, and what it said. */
    private record Ended(int code, String said) {}

    @BeforeAll
    static void start() throws Exception {
        host = NodeProcess.ownAddress().getHostAddress();
        ServerCertificate certificate = ServerCertificate.ofName(RELAY);
        node = NodeProcess.start("127.0.0.1", """
                port: 0
                rtc: {udp_port: 0, tcp_port: %d}
                keys: {devkey: secret}
                development: true
                prometheus: {port: 0}
                turn: {enabled: true, domain: "%s", udp_port: %d, tls_port: %d, cert_file: "%s", key_file: "%s"}
                """.formatted(
                        NodeProcess.freePort(host),
                        RELAY,
                        NodeProcess.freePort(host),
                        NodeProcess.freePort(host),
                        certificate.certificate(),
                        certificate.key()));
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void nodeSdkHearsATonePassesDataCallsAndStreamsAndReconnects() throws Exception {
        Path directory = TESTS.resolve("rtc-node");
        install(directory, "LiveKit's Node.js SDK", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        assertPasses(run(directory, "node", "--test", "sdk.test.mjs"));
    }

    @Test
    void pythonSdkHearsAToneSeesAPicturePassesDataAndReconnectsOverOneConnectionAndOverTwo() throws Exception {
        assertPasses(run(PYTHON, python("LiveKit's Python SDK", "requirements.txt"), "sdk_test.py"));
    }

    @Test
    void workersOfThePythonFrameworkServeRoomsAndDispatchesAndTakeOver() throws Exception {
        assertPasses(run(PYTHON, python("LiveKit's agents framework for Python", "agents.txt"), "agents_test.py"));
    }

    /** An environment of its own with these packages. */
    private static String python(String what, String requirements) throws InterruptedException {
        Path environment = TARGET.resolve("sdks").resolve(requirements.replace(".txt", ""));
        install(PYTHON, what, "python3", "-m", "venv", environment.toString());
        String python = environment.resolve("bin/python").toString();
        install(PYTHON, what, python, "-m", "pip", "install", "--quiet", "-r", requirements);
        return python;
    }

    @Test
    void firefoxSendsAndGetsWhatParticipantsSendBesidesMedia() throws Exception {
        passInFirefox("firefox-data.test.mjs");
    }

    @Test
    void firefoxSeesAndIsSeenOverOneConnectionAndOverTwo() throws Exception {
        passInFirefox("firefox-media.test.mjs");
    }

    private static void passInFirefox(String file) throws Exception {
        assumeTrue(
                Files.isExecutable(FIREFOX),
                "livekit-client in Firefox was not tried: there is no " + FIREFOX + " (Debian's firefox-esr)");
        assertPasses(run(TESTS.resolve("web"), "node", "--test", file));
    }

    private static void assertPasses(Ended tests) {
        assertThat(tests.code()).as(tests.said()).isZero();
    }

    /** Where an SDK cannot be had, it is not tried, and that is said. */
    private static void install(Path directory, String sdk, String... command) throws InterruptedException {
        String why;
        try {
            Ended installed = run(directory, command);
            why = installed.code() == 0 ? null : installed.said();
        } catch (IOException e) {
            why = e.getMessage();
        }
        assumeTrue(why == null, sdk + " was not tried, because it could not be had: " + why);
    }

    private static Ended run(Path directory, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("AURALINK_URL", node.webSocketUrl());
        builder.environment().put("AURALINK_RELAY", host);
        Process process = builder.start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said);
        } finally {
            process.destroyForcibly();
        }
    }
}
