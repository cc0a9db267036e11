package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.auralink.jdks.Jdk;
import org.auralink.jdks.PayaraMicro;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The container file and Compose's are what hadolint and Compose take, fit the programs, and give nobody more than they need. */
class ContainersTest {
    private static final Path CONFIG = LauncherProcess.root().resolve("server-config");
    private static final Set<String> OWN =
            Set.of("control-plane-1", "control-plane-2", "media-1", "media-2", "migrator");

    /** Their images hold nothing that a health check could ask with. */
    private static final Set<String> UNASKED = Set.of("collector", "loki", "jaeger");

    @TempDir
    private static Path temporary;

    @Test
    void hadolintFindsNothing() {
        DeploymentTools.Result result =
                DeploymentTools.run(CONFIG, Map.of(), DeploymentTools.hadolint(), "containers/Dockerfile");

        assertThat(result.code()).as(result.said()).isZero();
    }

    @Test
    void everyStageIsOfACertainVersionAndEndsWithoutRights() {
        String file = Programs.read("server-config/containers/Dockerfile");
        List<String> bases = Pattern.compile("(?m)^FROM (\\S+)")
                .matcher(file)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(bases).allMatch(base -> Set.of("base").contains(base) || base.matches("[a-z-]+:\\d\\S+"));
        assertThat(file).contains("USER 10001:10001").doesNotContain("USER root");
        assertThat(file.split("(?m)^HEALTHCHECK", -1))
                .as("programs that go on have a health check")
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read_only: true    | readonly: true     | readonly
            service_healthy}   | service_health}    | service_health
            migrator: {cond    | migration: {cond   | migration
            """)
    void composeRefusesWhatItDoesNotKnow(String text, String instead, String named) throws IOException {
        Path copy = Files.createTempDirectory(temporary, "broken");
        String compose = Programs.read("server-config/compose/compose.yaml");
        assertThat(compose).contains(text);
        Files.writeString(copy.resolve("compose.yaml"), compose.replace(text, instead));

        DeploymentTools.Result result = compose(copy, "config", "-q");

        assertThat(result.code()).isNotZero();
        assertThat(result.said()).contains(named);
    }

    @Test
    void composeTakesTheFile() {
        DeploymentTools.Result result = compose(CONFIG.resolve("compose"), "config", "-q");

        assertThat(result.code()).as(result.said()).isZero();
        assertThat(result.said()).isEmpty();
    }

    @Test
    void noServiceHasRightsOrCanChangeItself() {
        services().forEach((name, service) -> {
            assertThat(service.at("read_only").value()).as(name).isEqualTo(true);
            assertThat(service.at("cap_drop").texts()).as(name).containsExactly("ALL");
            assertThat(service.at("security_opt").texts()).as(name).containsExactly("no-new-privileges:true");
            assertThat(service.at("mem_limit").isThere()).as(name).isTrue();
            assertThat(service.at("image").text())
                    .as(name)
                    .matches(".+:v?\\d.*")
                    .doesNotContain("latest");
            if (OWN.contains(name)) {
                assertThat(Programs.images()).contains(service.at("image").text());
                assertThat(service.at("image").text())
                        .contains("/" + service.at("build", "target").text() + ":");
            } else {
                assertThat(service.at("user").text()).as(name).isNotEmpty().doesNotContain("root");
                assertThat(service.at("healthcheck", "test").isThere()).as(name).isNotEqualTo(UNASKED.contains(name));
            }
        });
    }

    /** Of environments everybody reads who may ask Docker; a secret there is a file that only the container has. */
    @Test
    void secretsAreFilesThatTheScriptMakes() {
        Set<String> made = Programs.secretFiles();
        Tree compose = composed();
        compose.at("secrets").entries().forEach((name, secret) -> {
            assertThat(made).contains(name);
            assertThat(secret.at("file").text()).endsWith("/secrets/" + name);
        });
        services().forEach((name, service) -> {
            Set<String> mounted = service.at("secrets").items().stream()
                    .map(secret -> secret.at("source").text())
                    .collect(Collectors.toSet());
            service.at("environment").strings().forEach((variable, value) -> {
                if (value.startsWith("/run/secrets/")) {
                    assertThat(mounted).as(name + " " + variable).contains(value.substring("/run/secrets/".length()));
                } else {
                    assertThat(variable).as(name).doesNotMatch(".*(PASSWORD|SECRET|_KEY|TOKEN).*");
                }
            });
        });
    }

    @Test
    void programsGetTheSettingsThatTheyRead() {
        Map<String, Tree> services = services();
        for (String plane : List.of("control-plane-1", "control-plane-2")) {
            assertThat(settings(services.get(plane)))
                    .isSubsetOf(Programs.settings(false))
                    .containsAll(Programs.settings(true));
        }
        assertThat(settings(services.get("migrator"))).isEqualTo(Programs.migratorSettings());
        Set<String> wanted = Programs.results(
                Pattern.compile("\\$\\{([A-Z0-9_]+)\\}"), Programs.read("server-config/compose/node.yaml"));
        wanted.add("LIVEKIT_KEYS");
        for (String node : List.of("media-1", "media-2")) {
            assertThat(settings(services.get(node))).isEqualTo(wanted);
        }
    }

    private static Set<String> settings(Tree service) {
        Set<String> secrets = Programs.secrets();
        return service.at("environment").entries().keySet().stream()
                .map(key -> key.endsWith("_FILE") && secrets.contains(key.replace("_FILE", ""))
                        ? key.replace("_FILE", "")
                        : key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A node tells clients the numbers of its ports, so they must be the same outside. */
    @Test
    void whatNodesAnnounceIsWhatIsPublished() {
        for (String name : List.of("media-1", "media-2")) {
            Tree node = services().get(name);
            Set<String> published = new TreeSet<>();
            for (Tree port : node.at("ports").items()) {
                assertThat(port.at("published").text())
                        .isEqualTo(port.at("target").text());
                published.add(
                        port.at("target").text() + "/" + port.at("protocol").text());
            }
            Map<String, String> environment = node.at("environment").strings();
            String[] udp = environment.getOrDefault("AURALINK_UDP_PORTS", "").split("-");
            assertThat(published)
                    .containsExactlyInAnyOrder(
                            udp[0] + "/udp", udp[1] + "/udp", environment.get("AURALINK_TCP_PORT") + "/tcp");
            assertThat(environment.get("AURALINK_NODE_CONTROL_URL")).isEqualTo("http://" + name + ":7880");
        }
    }

    @Test
    void trustedProxiesAreTheProxysNetwork() {
        String range = composed()
                .at("networks", "front", "ipam", "config")
                .items()
                .get(0)
                .at("subnet")
                .text();
        assertThat(services()
                        .get("control-plane-1")
                        .at("environment", "AURALINK_TRUSTED_PROXIES")
                        .text())
                .isEqualTo(range);
        assertThat(Programs.read("server-config/compose/node.yaml")).contains("trusted_proxies: [\"" + range + "\"]");
        assertThat(services().get("proxy").at("networks").entries().keySet()).containsExactly("front");
    }

    @Test
    void whatIsMountedIsThere() {
        services().values().stream()
                .flatMap(service -> service.at("volumes").items().stream())
                .filter(volume -> volume.at("type").is("bind"))
                // Docker's own directory is where Docker is.
                .filter(volume -> !volume.at("source").is("/var/lib/docker/containers"))
                .forEach(volume ->
                        assertThat(Path.of(volume.at("source").text())).exists());
    }

    /** Rules and dashboards name jobs and the source, which differ from the shipped files in their addresses only. */
    @Test
    void monitoringHasTheJobsAndTheSourceThatRulesAndDashboardsName() {
        for (String[] pair : new String[][] {
            {"compose/prometheus.yml", "monitoring/prometheus/prometheus.yml", "job_name: (\\S+)"},
            {"compose/grafana-datasource.yml", "monitoring/grafana/provisioning/datasources/auralink.yml", "uid: (\\S+)"
            }
        }) {
            Pattern named = Pattern.compile(pair[2]);
            assertThat(Programs.results(named, Programs.read("server-config/" + pair[0])))
                    .isEqualTo(Programs.results(named, Programs.read("server-config/" + pair[1])));
        }
    }

    @Test
    void containersRunTheServersAsTheLauncherDoes() throws IOException {
        String start = Programs.read("server-config/containers/bin/start");
        for (String option : PayaraMicro.options(new Jdk(Path.of("/opt/java"), 25))) {
            assertThat(start).contains(option.startsWith("-Xmx") ? " " + option.substring(4) + " " : option);
        }
        String launcher = Programs.read("server-config/local/src/main/java/org/auralink/local/Payara.java");
        Files.readAllLines(CONFIG.resolve("containers/payara/boot.asadmin")).stream()
                .filter(line -> line.startsWith("set "))
                .map(line -> line.replaceFirst(".*\\.([a-z0-9-]+=).*", "$1"))
                .forEach(setting -> assertThat(launcher).contains(setting));
    }

    @Test
    void redisKnowsTheSameUsersAsTheLaunchers() throws IOException {
        String launcher = Programs.read("server-config/local/src/main/java/org/auralink/local/RedisUser.java");
        String body =
                launcher.substring(launcher.indexOf("MEDIA_NODE("), launcher.indexOf("private final String login"));
        Map<String, Set<String>> expected = new TreeMap<>();
        for (String user : body.split("CONTROL_PLANE\\(")) {
            List<String> texts = new ArrayList<>(Pattern.compile("\"([^\"]+)\"")
                    .matcher(user)
                    .results()
                    .map(found -> found.group(1))
                    .toList());
            expected.put(texts.get(0), new TreeSet<>(texts.subList(2, texts.size())));
        }
        Map<String, Set<String>> made = new TreeMap<>();
        for (String line : Files.readAllLines(secrets("redis").resolve("redis_users"))) {
            if (line.startsWith("user auralink")) {
                String[] words = line.split(" resetkeys | resetchannels -@all ");
                Set<String> rights = Stream.of(words[2].split(" "))
                        .map(word -> word.substring(1))
                        .collect(Collectors.toCollection(TreeSet::new));
                rights.add(words[1]);
                made.put(line.split(" ")[1], rights);
            }
        }
        assertThat(made).isEqualTo(expected);
    }

    @Test
    void secretsAreMadeOnceAndTheSigningKeyIsAPair() throws Exception {
        Path made = secrets("once");
        Map<String, String> before = contents(made);
        secrets("once");

        assertThat(before.keySet()).isEqualTo(Programs.secretFiles());
        assertThat(contents(made)).isEqualTo(before);
        Tree key = Tree.of(Manifests.yaml()
                .load(JsonParser.parseString(before.get("signing_key")).toString()));
        assertThat(signsForItself(key)).isTrue();
        assertThat(before.get("media_keys"))
                .isEqualTo(before.get("media_api_key") + ": " + before.get("media_api_secret"));
        assertThat(before.get("media_api_secret")).hasSizeGreaterThanOrEqualTo(32);
        assertThat(Files.getPosixFilePermissions(made)).hasSize(3);
    }

    private static boolean signsForItself(Tree key) throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var curve = parameters.getParameterSpec(ECParameterSpec.class);
        var factory = KeyFactory.getInstance("EC");
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(factory.generatePrivate(new ECPrivateKeySpec(number(key.at("d")), curve)));
        signature.update(new byte[] {1});
        byte[] signed = signature.sign();
        signature.initVerify(factory.generatePublic(
                new ECPublicKeySpec(new ECPoint(number(key.at("x")), number(key.at("y"))), curve)));
        signature.update(new byte[] {1});
        return signature.verify(signed);
    }

    private static BigInteger number(Tree text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text.text()));
    }

    private static Path secrets(String name) {
        Path directory = temporary.resolve("secrets-" + name);
        DeploymentTools.Result result = DeploymentTools.run(
                CONFIG, Map.of(), "containers/secrets", directory.toString(), "calls.test", "media-1.test");
        assertThat(result.code()).as(result.said()).isZero();
        return directory;
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }

    private static DeploymentTools.Result compose(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                DeploymentTools.compose(),
                "--env-file",
                CONFIG.resolve("compose/example.env").toString(),
                "-f",
                directory.resolve("compose.yaml").toString()));
        command.addAll(List.of(arguments));
        return DeploymentTools.run(directory, Map.of(), command);
    }

    private static Tree composed() {
        DeploymentTools.Result result = compose(CONFIG.resolve("compose"), "config", "--format", "json");
        assertThat(result.code()).as(result.said()).isZero();
        return Tree.of(Manifests.yaml().load(result.said()));
    }

    private static Map<String, Tree> services() {
        return composed().at("services").entries();
    }
}
