package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.systemtests.BrokenCopy.refused;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The mesh is what Istio knows and lets in whom it should; a copy in which that was broken is refused. */
class MeshManifestsTest {
    @TempDir
    private static Path temporary;

    @Test
    void theMeshLetsInWhomItShouldAndNobodyElse() {
        assertThat(MeshRules.problems(Manifests.of(Manifests.DIRECTORY, "production")))
                .isEmpty();
    }

    @Test
    void istioKnowsEveryField() {
        assertThat(ClosedSchemas.ofIstio().problems(Manifests.of(Manifests.DIRECTORY, "production")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void istioRefusesWhatItDoesNotKnow(String file, String text, String instead, String message) throws IOException {
        Path broken = BrokenCopy.of(temporary, file, text, instead);

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

    @ParameterizedTest
    @MethodSource
    void aMeshThatIsOpenOrShutIsRefusedByFileAndField(
            String file, String text, String instead, String where, String why) throws IOException {
        Path broken = BrokenCopy.of(temporary, file, text, instead);

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
                        "port: {number: 7880}}\n      retries: {attempts: 0}\n---",
                        "port: {number: 7880}}\n      timeout: 15s\n      retries: {attempts: 0}\n---",
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
                        "sa/control-plane]}\n      to:\n        - operation: {ports: [\"7880\"], methods: [POST],"
                                + " paths: [\"/twirp/livekit.RoomService/*\"]}\n",
                        "sa/control-plane]}\n      to:\n",
                        "base/media-node.yaml",
                        "lets the control plane ask POST /twirp/livekit.RoomService/CreateRoom"),
                refused(
                        policies,
                        "paths: [/rtc, \"/rtc/*\"]",
                        "paths: [/rtc, \"/rtc/*\"]}\n        - operation: {ports: [\"7880\"], methods: [POST], paths: [/auralink/v1/drain]",
                        "base/media-node.yaml",
                        "the gateway may empty it"),
                refused(
                        policies,
                        "paths: [\"/api/v1/livekit/*\"]",
                        "paths: [\"/auth/v1/*\"]",
                        "base/control-plane.yaml",
                        "no media node may ask what a token is worth"),
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
}
