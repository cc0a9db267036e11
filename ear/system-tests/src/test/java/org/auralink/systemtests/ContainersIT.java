package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compose's file, by Docker: people meet through it, also after each of its containers was killed. */
@EnabledIfSystemProperty(
        named = "auralink.containers",
        matches = "true",
        disabledReason = "a Docker daemon, images and ten containers: -Pcontainers")
class ContainersIT {
    private static final Path COMPOSE = LauncherProcess.root().resolve("server-config/compose/compose.yaml");
    /** Everything but Grafana, Loki, Jaeger and the collector, which no package here has. */
    private static final List<String> SERVICES = List.of(
            "proxy",
            "control-plane-1",
            "control-plane-2",
            "media-1",
            "media-2",
            "migrator",
            "postgresql",
            "redis",
            "prometheus",
            "alertmanager");

    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    private static Path temporary;

    private static ContainerHost host;
    private static Path settings;
    private static int web;
    private static int prometheus;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Checkout.isRoot(), "a Docker daemon is started by root");
        assumeTrue(
                ContainerHost.missing().isEmpty(),
                () -> "needed: " + ContainerHost.missing().orElse(""));
        Map<String, Integer> ports = LauncherProcess.freePorts();
        web = ports.getOrDefault("--web-port", 0);
        prometheus = ports.getOrDefault("--admin-port", 0);
        int udp = ports.getOrDefault("--media-port", 0);
        int tcp = ports.getOrDefault("--media-tcp-port", 0);
        Path secrets = temporary.resolve("secrets");
        settings = Files.writeString(temporary.resolve("settings.env"), """
                AURALINK_HOST=calls.test
                AURALINK_PUBLIC_URL=https://calls.test:%1$d
                AURALINK_MEDIA_1_HOST=media-1.test
                AURALINK_MEDIA_1_URL=wss://media-1.test:%1$d
                AURALINK_MEDIA_2_HOST=media-2.test
                AURALINK_MEDIA_2_URL=wss://media-2.test:%1$d
                AURALINK_NODE_IP=%2$s
                AURALINK_HTTPS_PORT=%1$d
                AURALINK_PROMETHEUS_PORT=%3$d
                AURALINK_MEDIA_1_UDP=%4$d-%5$d
                AURALINK_MEDIA_1_TCP=%6$d
                AURALINK_MEDIA_2_UDP=%7$d-%8$d
                AURALINK_MEDIA_2_TCP=%9$d
                AURALINK_SECRETS=%10$s
                """.formatted(
                        web, address(), prometheus, udp, udp + 1, tcp, udp + 10, udp + 11, tcp + 10, secrets));
        long began = System.nanoTime();
        host = ContainerHost.start();
        host.ask(
                COMPOSE.getParent().resolve("../containers/secrets").toString(),
                secrets.toString(),
                "calls.test",
                "media-1.test",
                "media-2.test");
        host.makeImages(images());
        report("base images", began);
        began = System.nanoTime();
        compose("build", "control-plane-1", "media-1", "migrator");
        report("images of the programs", began);
        began = System.nanoTime();
        List<String> up = new ArrayList<>(List.of("up", "--detach", "--wait", "--wait-timeout", "400"));
        up.addAll(SERVICES);
        compose(up.toArray(String[]::new));
        report("up --wait", began);
    }

    @AfterAll
    static void stop() {
        if (host == null) {
            return;
        }
        long began = System.nanoTime();
        try {
            Files.writeString(
                    LauncherProcess.root().resolve("ear/system-tests/target/containers/compose.log"),
                    compose("logs", "--no-color"));
            compose("down", "--volumes", "--timeout", "20");
            report("down", began);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            host.close();
        }
        assertThat(ContainerHost.remains()).isEmpty();
    }

    /** Images by the stand-in that is made for each: the base of the container file, and those of the services. */
    private static Map<String, String> images() {
        Map<String, String> images = new LinkedHashMap<>();
        images.put(
                "java",
                Programs.read("server-config/containers/Dockerfile").replaceAll("(?s).*?\nFROM (\\S+) AS.*", "$1"));
        Tree services = Tree.of(Manifests.yaml().load(compose("config", "--format", "json")))
                .at("services");
        for (String service : List.of("postgresql", "redis", "proxy", "prometheus", "alertmanager")) {
            images.put(service, services.at(service, "image").text());
        }
        return images;
    }

    @Test
    void twoPeopleMeetThroughTheProxy() throws IOException {
        peopleMeet("by itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"control-plane-1", "control-plane-2", "media-1", "media-2", "redis", "postgresql", "proxy"})
    void aContainerThatIsKilledComesBackAndPeopleMeetAgain(String service) throws IOException {
        String member = site().signUp();
        long began = System.nanoTime();
        kill(service);
        if (service.startsWith("control-plane")) {
            for (int i = 0; i < 20; i++) {
                SecureSite.Reply reply = site().ask("GET", "/api/v1/calls", member, "");
                assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            }
        }
        allAreHealthy();
        report(service + " is back", began);
        peopleMeet("after " + service + " was killed");
    }

    @Test
    void noProgramIsRootChangesItsImageOrShowsItsSecrets() throws IOException {
        for (String service : SERVICES) {
            if (!service.equals("migrator")) {
                String id = id(service);
                assertThat(host.ask("docker", "exec", id, "id", "-u"))
                        .as(service)
                        .isNotEqualTo("0");
                assertThat(host.tried("docker", "exec", id, "touch", "/usr/bin/x")
                                .said())
                        .as(service)
                        .containsIgnoringCase("read-only file system");
                String shown = host.ask("docker", "inspect", id);
                try (var files = Files.list(temporary.resolve("secrets"))) {
                    for (Path secret : (Iterable<Path>) files::iterator) {
                        assertThat(shown)
                                .as(service)
                                .doesNotContain(Files.readString(secret).strip());
                    }
                }
            }
        }
    }

    @Test
    void prometheusSeesEachProgram() {
        Eventually.see(
                "four programs to be up",
                Duration.ofSeconds(60),
                () -> JsonParser.parseString(
                                host.ask("curl", "-s", "http://127.0.0.1:" + prometheus + "/api/v1/query?query=up"))
                        .getAsJsonObject()
                        .getAsJsonObject("data")
                        .getAsJsonArray("result")
                        .asList()
                        .stream()
                        .map(each -> each.getAsJsonObject()
                                .getAsJsonArray("value")
                                .get(1)
                                .getAsString())
                        .toList(),
                all -> all.equals(Collections.nCopies(4, "1")));
    }

    /** What a pod does before it stops: docs/operating/kubernetes.md. */
    @Test
    void theDrainOfTheImageEmptiesTheNodeAndThenTakesNoNewRooms() throws IOException {
        String id = id("media-2");
        assertThat(host.tried("docker", "exec", id, "/opt/auralink/bin/drain", "3")
                        .code())
                .isZero();
        peopleMeet("while media-2 was empty");
        kill("media-2");
        allAreHealthy();
    }

    private static void kill(String service) {
        long pid = Long.parseLong(host.ask("docker", "inspect", "-f", "{{.State.Pid}}", id(service)));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Eventually.see(
                service + " to be started again",
                LIMIT,
                () -> host.ask("docker", "inspect", "-f", "{{.State.Pid}}", id(service)),
                now -> !now.equals("" + pid) && !now.equals("0"));
    }

    private static String id(String service) {
        return compose("ps", "--all", "--quiet", service).strip();
    }

    private static void allAreHealthy() {
        Eventually.see(
                "all containers to be healthy",
                LIMIT,
                () -> compose("ps", "--format", "{{.Service}} {{.Health}}")
                        .lines()
                        .collect(Collectors.toCollection(TreeSet::new)),
                states -> states.size() == SERVICES.size() - 1
                        && states.stream().allMatch(state -> state.endsWith(" healthy")));
    }

    private static void peopleMeet(String when) {
        long began = System.nanoTime();
        List<String> told = site().peopleMeet(when);
        System.out.println("CONTAINERS | people met " + when + " | " + told);
        report("call " + when, began);
    }

    private static SecureSite site() {
        return new SecureSite(temporary, temporary.resolve("secrets/certificate.pem"), "test", "127.0.0.1", web);
    }

    /** From which this machine reaches others: networks of other tests come and go meanwhile. Nothing is sent. */
    private static String address() throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.connect(InetAddress.getByName("203.0.113.1"), 9);
            return socket.getLocalAddress().getHostAddress();
        }
    }

    private static String compose(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                DeploymentTools.compose(),
                "-p",
                "auralinktest",
                "--env-file",
                settings.toString(),
                "-f",
                COMPOSE.toString()));
        command.addAll(List.of(arguments));
        return host.ask(command.toArray(String[]::new));
    }

    private static void report(String what, long began) {
        System.out.printf("CONTAINERS | %s | %.1f s%n", what, (System.nanoTime() - began) / 1e9);
    }
}
