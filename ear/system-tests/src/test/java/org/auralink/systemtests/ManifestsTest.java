package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.auralink.systemtests.Manifests.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The manifests for Kubernetes and Istio are what both know, and fit each other and the programs; and each rule that says so
 * refuses a copy in which what it is for was broken.
 */
class ManifestsTest {
    private static final Path MANIFESTS = LauncherProcess.root().resolve("server-config/kubernetes");

    @TempDir
    private static Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void objectsFitEachOtherAndThePrograms(String overlay) {
        assertThat(ManifestRules.problems(Manifests.of(MANIFESTS, overlay))).isEmpty();
    }

    @Test
    void theMeshLetsInWhomItShouldAndNobodyElse() {
        assertThat(MeshRules.problems(Manifests.of(MANIFESTS, "production"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void kubernetesKnowsEveryField(String overlay) throws IOException {
        DeploymentTools.Result result = DeploymentTools.validateStrictly(written(Manifests.of(MANIFESTS, overlay)));

        assertThat(result.code()).as(result.said()).isZero();
    }

    @Test
    void kubernetesRefusesAFieldThatItDoesNotKnow() throws IOException {
        Path broken =
                broken("base/control-plane.yaml", "terminationGracePeriodSeconds: 45", "terminationGraceSeconds: 45");

        DeploymentTools.Result result = DeploymentTools.validateStrictly(written(Manifests.of(broken, "dev")));

        assertThat(result.code()).isNotZero();
        assertThat(result.said()).contains("terminationGraceSeconds");
    }

    @Test
    void istioKnowsEveryField() {
        assertThat(ClosedSchemas.ofIstio().problems(Manifests.of(MANIFESTS, "production")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void istioRefusesWhatItDoesNotKnow(String file, String text, String instead, String message) throws IOException {
        Path broken = broken(file, text, instead);

        assertThat(ClosedSchemas.ofIstio().problems(Manifests.of(broken, "production")))
                .anySatisfy(problem -> assertThat(problem).contains(file, message));
    }

    static Stream<Arguments> istioRefusesWhatItDoesNotKnow() {
        return Stream.of(
                arguments("istio/policies.yaml", "mode: STRICT", "mode: STRIKT", "spec.mtls.mode"),
                arguments("istio/routes.yaml", "timeout: 15s", "timeOut: 15s", "spec.http[1].timeOut"),
                arguments(
                        "istio/routes.yaml",
                        "maxEjectionPercent: 50",
                        "maxEjectionPercent: half",
                        "maxEjectionPercent"),
                arguments(
                        "istio/policies.yaml",
                        "principals: [cluster.local/ns/auralink",
                        "principles: [cluster.local/ns/auralink",
                        "principles"));
    }

    @Test
    void kustomizeRefusesAPatchOfWhatIsNotThere() throws IOException {
        Path broken = broken("istio/pods.yaml", "name: migrator,", "name: migration,");
        // Where it is not, this is left out, and not taken for the refusal.
        assertThat(DeploymentTools.kubectl()).isNotEmpty();

        assertThatThrownBy(() -> Manifests.of(broken, "production")).hasMessageContaining("migration");
    }

    @ParameterizedTest
    @MethodSource
    void whatDoesNotFitIsRefusedByFileAndField(String file, String text, String instead, String where, String why)
            throws IOException {
        Path broken = broken(file, text, instead);

        assertThat(ManifestRules.problems(Manifests.of(broken, "dev")))
                .anySatisfy(problem -> assertThat(problem).contains(where, why));
    }

    static Stream<Arguments> whatDoesNotFitIsRefusedByFileAndField() {
        String node = "base/media-node.yaml";
        String plane = "base/control-plane.yaml";
        return Stream.of(
                refused(
                        plane,
                        "selector: {matchLabels: *labels}",
                        "selector: {matchLabels: {app: auralink}}",
                        plane,
                        "spec.selector.matchLabels"),
                refused(
                        plane,
                        "labelSelector: {matchLabels: *labels}",
                        "labelSelector: {matchLabels: {app: auralink}}",
                        plane,
                        "labelSelector.matchLabels"),
                refused(plane, "path: /health/live", "path: /healthz", plane, "livenessProbe.httpGet.path"),
                refused(
                        node,
                        "httpGet: {path: /health/ready, port: signalling}",
                        "httpGet: {path: /health/ready, port: web}",
                        node,
                        "readinessProbe.httpGet.port"),
                refused(plane, "targetPort: web", "targetPort: http", plane, "spec.ports[0].targetPort"),
                refused(
                        node,
                        "pod-name: media-node-3}",
                        "pod-name: node-3}",
                        node,
                        "Service media-node-3: spec.selector"),
                refused(
                        node,
                        "selector: {app.kubernetes.io/name: auralink, app.kubernetes.io/component: media-node}",
                        "selector: {app.kubernetes.io/component: node}",
                        node,
                        "selects no pods"),
                refused(
                        plane,
                        "    matchLabels: {app.kubernetes.io/name: auralink, app.kubernetes.io/component: control-plane}",
                        "    matchLabels: {app: auralink}",
                        plane,
                        "PodDisruptionBudget control-plane: spec.selector"),
                refused(
                        plane,
                        "  maxUnavailable: 1\n  selector",
                        "  minAvailable: 100%\n  selector",
                        plane,
                        "PodDisruptionBudget control-plane: spec"),
                refused(
                        plane,
                        "image: auralink/control-plane:0.1.0",
                        "image: auralink/dashboard:0.1.0",
                        plane,
                        "containers[0].image"),
                refused(
                        plane,
                        "image: auralink/control-plane:0.1.0",
                        "image: auralink/control-plane:latest",
                        plane,
                        "not a certain version"),
                refused(
                        plane,
                        "            readOnlyRootFilesystem: true\n",
                        "",
                        plane,
                        "containers[0].securityContext"),
                refused(plane, "        runAsNonRoot: true\n", "", plane, "may run as root"),
                refused(plane, "containerPort: 8080}", "containerPort: 8080, hostPort: 8080}", plane, "hostPort"),
                refused(plane, "            limits: {memory: 1536Mi}\n", "", plane, "resources"),
                refused(
                        "base/control-plane.env",
                        "AURALINK_MEDIA_DISCOVERY=redis",
                        "AURALINK_MEDIA_DISCOVERED=redis",
                        plane,
                        "AURALINK_MEDIA_DISCOVERED"),
                refused(
                        "base/control-plane.env",
                        "AURALINK_DB_USER=auralink_authenticator\n",
                        "",
                        plane,
                        "AURALINK_DB_USER: the program needs it"),
                refused(
                        "base/control-plane.env",
                        "/run/secrets/signing_key",
                        "/run/secrets/signing_keys",
                        plane,
                        "no script makes"),
                refused(
                        "base/migrator.env",
                        "AURALINK_DB_ADMIN_USER=postgres\n",
                        "",
                        "base/migrator.yaml",
                        "AURALINK_DB_ADMIN_USER"),
                refused(
                        "base/media-node.env",
                        "AURALINK_REDIS_ADDRESS=redis:6379\n",
                        "AURALINK_REDIS_HOST=redis:6379\n",
                        node,
                        "AURALINK_REDIS_HOST"),
                refused("base/node.yaml", "udp_port: 7882-7883", "udp_port: 7882-7889", node, "containers[0].ports"),
                refused(
                        node,
                        "containerPort: 7881, hostPort: 7881",
                        "containerPort: 7881, hostPort: 17881",
                        node,
                        "hostPort"),
                refused(
                        plane,
                        "name: secrets, mountPath: /run/secrets",
                        "name: secrets, mountPath: /secrets",
                        plane,
                        "nothing is mounted"),
                refused(
                        plane,
                        "secretName: auralink-control-plane",
                        "secretName: auralink-secrets",
                        plane,
                        "secretName"),
                refused(
                        node,
                        "terminationGracePeriodSeconds: 660",
                        "terminationGracePeriodSeconds: 30",
                        node,
                        "terminationGracePeriodSeconds"),
                refused(
                        node,
                        "/opt/auralink/bin/drain, \"600\"",
                        "sleep, \"600\"",
                        node,
                        "lifecycle.preStop.exec.command"),
                refused(
                        "base/network-policies.yaml",
                        "  podSelector:\n    matchLabels: {app.kubernetes.io/component: control-plane}",
                        "  podSelector:\n    matchLabels: {app.kubernetes.io/component: dashboard}",
                        "base/network-policies.yaml",
                        "spec.podSelector.matchLabels"),
                refused(
                        "base/network-policies.yaml",
                        "- {port: 8081}",
                        "- {port: 9090}",
                        "base/network-policies.yaml",
                        "spec.ingress[0].ports[0]"),
                refused(
                        "base/network-policies.yaml",
                        "policyTypes: [Ingress, Egress]\n  ingress",
                        "policyTypes: [Egress]\n  ingress",
                        "base/network-policies.yaml",
                        "spec.policyTypes"));
    }

    @ParameterizedTest
    @MethodSource
    void anAutoscalerThatDoesNotFitIsRefused(String file, String text, String instead, String where, String why)
            throws IOException {
        Path broken = broken(file, text, instead);

        assertThat(ManifestRules.problems(Manifests.of(broken, "production")))
                .anySatisfy(problem -> assertThat(problem).contains(where, why));
    }

    static Stream<Arguments> anAutoscalerThatDoesNotFitIsRefused() {
        String node = "base/media-node.yaml";
        return Stream.of(
                refused(
                        node,
                        "maxReplicas: 4",
                        "maxReplicas: 6",
                        node,
                        "spec.maxReplicas: there is no Service media-node-4"),
                refused(node, "livekit_room_total", "livekit_rooms_active", node, "emits no such metric"),
                refused(
                        node,
                        "kind: StatefulSet, name: media-node}",
                        "kind: StatefulSet, name: sfu}",
                        node,
                        "spec.scaleTargetRef"),
                refused(
                        node,
                        "  serviceName: media-node\n",
                        "  serviceName: media-node\n  replicas: 2\n",
                        node,
                        "spec.replicas"));
    }

    @ParameterizedTest
    @MethodSource
    void aMeshThatIsOpenOrShutIsRefusedByFileAndField(
            String file, String text, String instead, String where, String why) throws IOException {
        Path broken = broken(file, text, instead);

        assertThat(MeshRules.problems(Manifests.of(broken, "production")))
                .anySatisfy(problem -> assertThat(problem).contains(where, why));
    }

    static Stream<Arguments> aMeshThatIsOpenOrShutIsRefusedByFileAndField() {
        String routes = "istio/routes.yaml";
        String policies = "istio/policies.yaml";
        return Stream.of(
                refused(
                        routes,
                        "host: control-plane.auralink.svc.cluster.local, port",
                        "host: dashboard.auralink.svc.cluster.local, port",
                        routes,
                        "destination.host"),
                refused(routes, "port: {number: 8080}", "port: {number: 80}", routes, "destination.port.number"),
                refused(routes, "gateways: [auralink]", "gateways: [mesh-gateway]", routes, "spec.gateways[0]"),
                refused(routes, "hosts: [calls.example.org]", "hosts: [calls.example.com]", routes, "spec.hosts[0]"),
                refused(
                        routes,
                        "      timeout: 30s\n      retries: {attempts: 0}\n",
                        "      timeout: 30s\n",
                        routes,
                        "spec.http[2].retries"),
                refused(
                        routes,
                        "- method: {regex: GET|HEAD}",
                        "- method: {regex: GET|POST}",
                        routes,
                        "spec.http[1].retries"),
                refused(
                        routes,
                        "      timeout: 0s\n      retries: {attempts: 0}\n---",
                        "      retries: {attempts: 0}\n---",
                        routes,
                        "spec.http[0].timeout"),
                refused(
                        routes,
                        "host: \"*.auralink-media.svc",
                        "host: \"*.media.svc",
                        routes,
                        "DestinationRule media-nodes: spec.host"),
                refused(routes, "maxEjectionPercent: 50", "maxEjectionPercent: 100", routes, "maxEjectionPercent"),
                refused(
                        routes,
                        "    connectionPool:\n      tcp: {maxConnections: 4096, connectTimeout: 2s}\n",
                        "    outlierDetection: {interval: 5s, maxEjectionPercent: 50}\n",
                        routes,
                        "there is no other to take"),
                refused(
                        routes,
                        "    tls: {mode: ISTIO_MUTUAL}\n    loadBalancer",
                        "    tls: {mode: DISABLE}\n    loadBalancer",
                        routes,
                        "tls.mode"),
                refused(policies, "mode: STRICT", "mode: PERMISSIVE", policies, "spec.mtls.mode"),
                refused(
                        policies,
                        "matchLabels: {app.kubernetes.io/component: media-node}",
                        "matchLabels: {app: webrtc-server}",
                        policies,
                        "spec.selector.matchLabels: selects no pods"),
                refused(
                        policies,
                        "    - from:\n        - source: {principals: [cluster.local/ns/auralink/sa/control-plane]}\n      to:",
                        "    - to:",
                        policies,
                        "lets in everybody"),
                refused(
                        policies,
                        "ns/auralink/sa/control-plane",
                        "ns/auralink/sa/dashboard-service",
                        policies,
                        "principals[0]"),
                refused(policies, "action: ALLOW", "action: DENY", policies, "spec.action"),
                refused(
                        policies,
                        "operation: {ports: [\"7880\"], methods: [GET, OPTIONS], paths: [/rtc, \"/rtc/*\"]}",
                        "operation: {ports: [\"7880\"], paths: [/rtc, \"/rtc/*\"]}",
                        policies,
                        "operation.methods"),
                refused(policies, "paths: [/rtc, \"/rtc/*\"]", "paths: [/webrtc]", policies, "operation.paths[0]"),
                refused(
                        policies,
                        "operation: {ports: [\"7880\"], methods: [POST], paths: [\"/twirp/livekit.RoomService/*\"]}",
                        "operation: {ports: [\"6789\"], methods: [POST], paths: [\"/twirp/livekit.RoomService/*\"]}",
                        policies,
                        "no sidecar in front"),
                refused(
                        policies,
                        "        - operation: {ports: [\"7880\"], methods: [POST], paths: [\"/twirp/livekit.RoomService/*\"]}\n",
                        "",
                        "base/media-node.yaml",
                        "lets the control plane ask POST /twirp/livekit.RoomService/CreateRoom"),
                refused(
                        policies,
                        "paths: [/rtc, \"/rtc/*\"]",
                        "paths: [/rtc, \"/rtc/*\"]}\n        - operation: {ports: [\"7880\"], methods: [POST], paths: [\"/twirp/livekit.RoomService/*\"]",
                        "base/media-node.yaml",
                        "the gateway may administer it"),
                refused(
                        policies,
                        "kind: AuthorizationPolicy\nmetadata: {name: nobody, namespace: auralink-media}\nspec: {}",
                        "kind: PeerAuthentication\nmetadata: {name: nobody, namespace: auralink-media}\nspec: {mtls: {mode: STRICT}}",
                        "base/namespaces.yaml",
                        "has no AuthorizationPolicy"),
                refused(
                        "istio/namespaces.yaml",
                        "name: auralink-media\n  labels: {istio-injection: enabled}",
                        "name: auralink-media\n  labels: {istio-injection: disabled}",
                        "base/namespaces.yaml",
                        "not in the mesh"),
                refused(
                        "istio/pods.yaml",
                        "excludeInboundPorts: \"7881,6789\"",
                        "excludeInboundPorts: \"6789\"",
                        "base/media-node.yaml",
                        "media would be refused at 7881"),
                refused(
                        "istio/pods.yaml",
                        "excludeInboundPorts: \"8081\"",
                        "excludeInboundPorts: \"9090\"",
                        "base/control-plane.yaml",
                        "names a port that is not there"),
                refused(
                        "istio/pods.yaml",
                        "sidecar.istio.io/inject: \"false\"",
                        "sidecar.istio.io/inject: \"true\"",
                        "base/migrator.yaml",
                        "a Job with a sidecar does not end"));
    }

    private static Arguments refused(String file, String text, String instead, String where, String why) {
        return arguments(file, text, instead, where, why);
    }

    /** A copy of the manifests with one text exchanged, at its first place. */
    private static Path broken(String file, String text, String instead) throws IOException {
        Path copy = Files.createTempDirectory(temporary, "broken");
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            for (Path each : (Iterable<Path>) files::iterator) {
                Path to = copy.resolve(MANIFESTS.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(each, to);
                }
            }
        }
        String before = Files.readString(copy.resolve(file));
        assertThat(before).as("what is broken in " + file).contains(text);
        int at = before.indexOf(text);
        Files.writeString(copy.resolve(file), before.substring(0, at) + instead + before.substring(at + text.length()));
        return copy;
    }

    /** What Kubernetes itself knows, as one file. */
    private static Path written(Manifests manifests) throws IOException {
        List<Object> documents = manifests.all().stream()
                .filter(manifest -> !manifest.at("apiVersion").text().contains("istio.io/"))
                .map(Manifest::tree)
                .map(Tree::value)
                .toList();
        var text = new StringWriter();
        Manifests.yaml().dumpAll(documents.iterator(), text);
        try {
            return Files.writeString(Files.createTempFile(temporary, "manifests", ".yaml"), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
