package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.auralink.systemtests.Manifests.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The API server of Kubernetes itself takes the manifests, with its validation, its admission and Istio's own definitions with
 * their rules in CEL; and a copy in which something was broken is refused.
 */
@EnabledIfSystemProperty(
        named = "auralink.kubernetes",
        matches = "true",
        disabledReason = "an API server is built, which takes Go and a quarter of an hour: -Pkubernetes")
class ApiServerIT {
    @TempDir
    private static Path temporary;

    private static ApiServer server;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isExecutable(ApiServer.ETCD), "etcd is not there: Debian's package etcd-server");
        server = ApiServer.start(Files.createDirectories(temporary.resolve("server")));
        server.must("apply", "--server-side", "-f", ClosedSchemas.definitions().toString());
        server.must("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all");
        server.hasWhatAdmissionLooksAt(Manifests.of(Manifests.DIRECTORY, "production"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static DeploymentTools.Result tried(Path root, String overlay) {
        return server.kubectl(
                "apply",
                "--dry-run=server",
                "--validate=strict",
                "--warnings-as-errors",
                "-k",
                root.resolve("overlays").resolve(overlay).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void everyObjectIsTakenWithoutAWarning(String overlay) {
        DeploymentTools.Result result = tried(Manifests.DIRECTORY, overlay);

        assertThat(result.code()).as(result.said()).isZero();
        assertThat(result.said().lines())
                .hasSameSizeAs(Manifests.of(Manifests.DIRECTORY, overlay).all())
                .allMatch(line -> line.endsWith("(server dry run)"));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsBrokenIsRefused(String file, String text, String instead, String why) throws IOException {
        DeploymentTools.Result result = tried(BrokenCopy.of(temporary, file, text, instead), "production");

        assertThat(result.code()).isNotZero();
        assertThat(result.said()).contains(why);
    }

    static Stream<Arguments> whatIsBrokenIsRefused() {
        String plane = "base/control-plane.yaml";
        String routes = "istio/routes.yaml";
        return Stream.of(
                arguments(
                        plane,
                        "terminationGracePeriodSeconds: 45",
                        "terminationGraceSeconds: 45",
                        "unknown field \"spec.template.spec.terminationGraceSeconds\""),
                arguments(
                        plane,
                        "selector: {matchLabels: *labels}",
                        "selector: {matchLabels: {app.kubernetes.io/component: dashboard}}",
                        "`selector` does not match template `labels`"),
                arguments(plane, "allowPrivilegeEscalation: false", "privileged: true", "violate PodSecurity"),
                arguments(plane, "maxUnavailable: 0, maxSurge: 1", "maxUnavailable: 0, maxSurge: 0", "maxUnavailable"),
                arguments(plane, "maxReplicas: 4", "maxReplicas: 1", "maxReplicas"),
                arguments(plane, "containerPort: 8080}", "containerPort: 80800}", "containerPort"),
                arguments("base/migrator.yaml", "restartPolicy: Never", "restartPolicy: Always", "restartPolicy"),
                arguments("base/network-policies.yaml", "endPort: 7883", "endPort: 7881", "endPort"),
                // Istio's own: a choice, a name, a rule in CEL, a range.
                arguments("istio/policies.yaml", "mode: STRICT", "mode: STRIKT", "spec.mtls.mode"),
                arguments(routes, "timeout: 15s", "timeOut: 15s", "unknown field \"spec.http[1].timeOut\""),
                arguments(routes, "timeout: 15s", "timeout: \"15\"", "spec.http[1].timeout"),
                arguments(routes, "interval: 5s", "interval: 0s", "interval"),
                arguments(routes, "consecutive5xxErrors: 20", "consecutive5xxErrors: -20", "consecutive5xxErrors"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void thePodsOfEachWorkloadAreAdmittedWhereTheyBelong(String overlay) throws IOException {
        for (Manifest workload : Manifests.of(Manifests.DIRECTORY, overlay).workloads()) {
            DeploymentTools.Result result = server.admits(workload.podIn(workload.namespace()));

            assertThat(result.code()).as(result.said()).isZero();
        }
    }

    @Test
    void aPodThatWantsMoreIsRefused() throws IOException {
        Path broken = BrokenCopy.of(
                temporary, "base/control-plane.yaml", "allowPrivilegeEscalation: false", "privileged: true");
        Manifest plane = Manifests.of(broken, "production")
                .find("Deployment", "auralink", "control-plane")
                .orElseThrow();

        DeploymentTools.Result result = server.admits(plane.podIn(plane.namespace()));

        assertThat(result.code()).isNotZero();
        assertThat(result.said()).contains("is forbidden", "restricted", "privileged");
    }

    /** Why its namespace is another one. */
    @Test
    void ofTheStrictestProfileAMediaNodeBreaksOneRuleOnly() throws IOException {
        Manifest node = Manifests.of(Manifests.DIRECTORY, "production")
                .find("StatefulSet", "auralink-media", "media-node")
                .orElseThrow();
        server.must("create", "serviceaccount", "media-node", "-n", "auralink");

        DeploymentTools.Result result = server.admits(node.podIn("auralink"));

        assertThat(result.code()).isNotZero();
        assertThat(result.said().strip())
                .endsWith("violates PodSecurity \"restricted:latest\": hostPort"
                        + " (container \"media-node\" uses hostPorts 7881, 7882, 7883)");
    }

    /** No manifest grants anything; what is left is what everybody may: to ask who they are, and whom the cluster trusts. */
    @Test
    void theProgramsAccountsMayDoNothingInTheCluster() {
        for (Manifest account : Manifests.of(Manifests.DIRECTORY, "production").ofKind("ServiceAccount")) {
            String may = server.must(
                    "auth",
                    "can-i",
                    "--list",
                    "--as=system:serviceaccount:" + account.namespace() + ":" + account.name(),
                    "-n",
                    account.namespace());

            assertThat(may.lines().skip(1).filter(line -> !line.startsWith(" ")))
                    .as(account.name())
                    .isNotEmpty()
                    .allMatch(line -> line.matches("selfsubject[a-z]*reviews\\.auth.* \\[create]")
                            || line.matches("clustertrustbundles\\.certificates.* \\[get list watch]"));
            assertThat(may.lines().skip(1).filter(line -> line.startsWith(" ")))
                    .as(account.name())
                    .allMatch(line -> line.endsWith("[get]"));
        }
    }
}
