package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.auralink.systemtests.Manifests.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Istio's own program reads the manifests with the mesh, each object by itself and all of them together, and finds nothing; in a
 * copy in which something was broken it finds that.
 */
@EnabledIfSystemProperty(
        named = "auralink.istioctl",
        matches = "true",
        disabledReason = "istioctl is built, which takes Go and a quarter of an hour: -Pistioctl")
class IstioctlIT {
    private static final String ROUTES = "istio/routes.yaml";
    private static final String POLICIES = "istio/policies.yaml";

    @TempDir
    private static Path temporary;

    private static String istioctl;
    private static List<Object> gateway;

    @BeforeAll
    static void start() throws IOException {
        istioctl = GoTool.built("istioctl", "istio.io/istio/istioctl/cmd/istioctl");
        gateway = gateway();
    }

    /** Each object by itself. */
    private static DeploymentTools.Result validated(Path root) {
        String file = Manifests.write(temporary, objects(Manifests.of(root, "production")));
        return DeploymentTools.run(temporary, Map.of(), istioctl, "validate", "-f", file);
    }

    /** All together, in all namespaces: without that it would look at one of them, which is empty. */
    private static DeploymentTools.Result analyzed(Path root) {
        Manifests manifests = Manifests.of(root, "production");
        List<Object> objects = objects(manifests);
        manifests.workloads().forEach(workload -> objects.add(pod(workload)));
        objects.addAll(gateway);
        return DeploymentTools.run(
                temporary,
                Map.of(),
                istioctl,
                "analyze",
                "--all-namespaces",
                "--use-kube=false",
                "--failure-threshold=Info",
                Manifests.write(temporary, objects));
    }

    private static List<Object> objects(Manifests manifests) {
        List<Object> objects = new ArrayList<>();
        manifests.all().forEach(manifest -> objects.add(manifest.tree().value()));
        return objects;
    }

    /** A pod as it would be there: what selects pods is looked at only where there are some. */
    private static Object pod(Manifest workload) {
        Map<String, Object> pod = new HashMap<>(workload.podIn(workload.namespace()));
        boolean inside = !workload.pod()
                .at("metadata", "labels", "sidecar.istio.io/inject")
                .is("false");
        if (inside) {
            Map<String, Object> spec = new HashMap<>();
            workload.pod()
                    .at("spec")
                    .entries()
                    .forEach((key, value) -> spec.put(key, Objects.requireNonNull(value.value())));
            spec.put(
                    "initContainers",
                    List.of(Map.of("name", "istio-proxy", "image", "istio/proxyv2:1.31.0", "restartPolicy", "Always")));
            pod.put("spec", spec);
        }
        return pod;
    }

    /** What the installation of Istio has, and who follows docs/operating/kubernetes.md has made. */
    private static List<Object> gateway() throws IOException {
        Path secrets = temporary.resolve("secrets");
        DeploymentTools.Result made = DeploymentTools.run(
                LauncherProcess.root().resolve("server-config"),
                Map.of(),
                "containers/secrets",
                secrets.toString(),
                "calls.example.org");
        assertThat(made.code()).as(made.said()).isZero();
        List<Object> objects = new ArrayList<>();
        Manifests.yaml()
                .loadAll(
                        """
                        apiVersion: v1
                        kind: Namespace
                        metadata: {name: istio-system}
                        ---
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: istio-ingressgateway-1, namespace: istio-system, labels: {istio: ingressgateway}}
                        spec: {containers: [{name: istio-proxy, image: "istio/proxyv2:1.31.0"}]}
                        ---
                        apiVersion: v1
                        kind: Service
                        metadata: {name: istio-ingressgateway, namespace: istio-system}
                        spec:
                          selector: {istio: ingressgateway}
                          ports:
                            - {name: http2, port: 80, targetPort: 8080, protocol: TCP}
                            - {name: https, port: 443, targetPort: 8443, protocol: TCP}
                        ---
                        apiVersion: v1
                        kind: Secret
                        type: kubernetes.io/tls
                        metadata: {name: auralink-certificate, namespace: istio-system}
                        data: {tls.crt: "%s", tls.key: "%s"}
                        """.formatted(encoded(secrets.resolve("certificate.pem")), encoded(secrets.resolve("key.pem"))))
                .forEach(objects::add);
        return objects;
    }

    private static String encoded(Path file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readString(file).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void eachObjectIsValid() {
        DeploymentTools.Result result = validated(Manifests.DIRECTORY);

        assertThat(result.code()).as(result.said()).isZero();
        assertThat(result.said()).doesNotContain("warning");
    }

    @Test
    void allTogetherNothingIsFound() {
        DeploymentTools.Result result = analyzed(Manifests.DIRECTORY);

        assertThat(result.said()).contains("No validation issues found");
        assertThat(result.code()).isZero();
    }

    @ParameterizedTest
    @MethodSource
    void anObjectThatIsBrokenIsNotValid(String file, String text, String instead, String why) throws IOException {
        DeploymentTools.Result result = validated(BrokenCopy.of(temporary, file, text, instead));

        assertThat(result.code()).isNotZero();
        assertThat(result.said()).contains(why);
    }

    static Stream<Arguments> anObjectThatIsBrokenIsNotValid() {
        return Stream.of(
                arguments(POLICIES, "mode: STRICT", "mode: STRIKT", "STRIKT"),
                arguments(ROUTES, "timeout: 15s", "timeOut: 15s", "timeOut"),
                arguments(ROUTES, "timeout: 15s", "timeout: \"15\"", "duration"),
                arguments(ROUTES, "maxEjectionPercent: 50", "maxEjectionPercent: 150", "150"),
                arguments(POLICIES, "apiVersion: security.istio.io/v1", """
                        apiVersion: networking.istio.io/v1
                        kind: ServiceEntry
                        metadata: {name: outside, namespace: auralink}
                        spec:
                          hosts: ["*.example.org"]
                          ports: [{number: 443, name: https, protocol: TLS}]
                          resolution: DNS
                        ---
                        apiVersion: security.istio.io/v1\
                        """, "wildcard"));
    }

    @ParameterizedTest
    @MethodSource
    void whatDoesNotFitTogetherIsFoundByItsCode(String file, String text, String instead, String code, String why)
            throws IOException {
        DeploymentTools.Result result = analyzed(BrokenCopy.of(temporary, file, text, instead));

        assertThat(result.code()).isNotZero();
        assertThat(result.said()).contains("[" + code + "]", why);
    }

    static Stream<Arguments> whatDoesNotFitTogetherIsFoundByItsCode() {
        return Stream.of(
                arguments(
                        ROUTES,
                        "host: control-plane.auralink.svc.cluster.local, port",
                        "host: dashboard.auralink.svc.cluster.local, port",
                        "IST0101",
                        "dashboard.auralink.svc.cluster.local"),
                arguments(ROUTES, "gateways: [auralink]", "gateways: [mesh-gateway]", "IST0101", "mesh-gateway"),
                arguments(
                        ROUTES,
                        "host: control-plane.auralink.svc.cluster.local, port",
                        "host: control-plane.auralink.svc.cluster.local, subset: v2, port",
                        "IST0101",
                        "v2"),
                arguments(
                        "istio/gateway.yaml",
                        "credentialName: auralink-certificate",
                        "credentialName: another-certificate",
                        "IST0101",
                        "another-certificate"),
                arguments(
                        ROUTES,
                        "hosts: [calls.example.org]",
                        "hosts: [calls.example.com]",
                        "IST0132",
                        "calls.example.com"),
                arguments(
                        POLICIES,
                        "matchLabels: {app.kubernetes.io/component: media-node}",
                        "matchLabels: {app: webrtc-server}",
                        "IST0127",
                        "app=webrtc-server"),
                arguments("istio/gateway.yaml", "number: 443,", "number: 444,", "IST0162", "444"),
                arguments(
                        "istio/pods.yaml",
                        "traffic.sidecar.istio.io/excludeInboundPorts: \"8081\"",
                        "traffic.sidecar.istio.io/excludeInboundPorts: metrics",
                        "IST0125",
                        "excludeInboundPorts"));
    }
}
