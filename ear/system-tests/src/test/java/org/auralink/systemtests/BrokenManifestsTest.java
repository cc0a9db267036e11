package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.systemtests.BrokenCopy.refused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule by which the manifests fit each other and the programs refuses a copy in which what it is for was broken. */
class BrokenManifestsTest {
    @TempDir
    private static Path temporary;

    @ParameterizedTest
    @MethodSource
    void whatDoesNotFitIsRefusedByFileAndField(String file, String text, String instead, String where, String why)
            throws IOException {
        Path broken = BrokenCopy.of(temporary, file, text, instead);

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
        Path broken = BrokenCopy.of(temporary, file, text, instead);

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
}
