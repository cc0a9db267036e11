package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Istio's own program reads the manifests with the mesh, each object by itself and all of them together, and finds nothing; in a
 * copy in which something was broken it finds that. Without a cluster it passes over what has to do with services, pods and
 * secrets, such as a route to a service that is not there: that is {@link MeshManifestsTest}'s.
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

    @BeforeAll
    static void start() {
        istioctl = GoTool.built("istioctl", "istio.io/istio/istioctl/cmd/istioctl");
    }

    /** Each object by itself. */
    private static DeploymentTools.Result validated(Path root) {
        String file = Manifests.write(temporary, objects(Manifests.of(root, "production")));
        return DeploymentTools.run(temporary, Map.of(), istioctl, "validate", "-f", file);
    }

    /** All together, in all namespaces: without that it would look at one of them, which is empty. */
    private static DeploymentTools.Result analyzed(Path root) {
        return DeploymentTools.run(
                temporary,
                Map.of(),
                istioctl,
                "analyze",
                "--all-namespaces",
                "--use-kube=false",
                "--failure-threshold=Info",
                Manifests.write(temporary, objects(Manifests.of(root, "production"))));
    }

    private static List<Object> objects(Manifests manifests) {
        List<Object> objects = new ArrayList<>();
        manifests.all().forEach(manifest -> objects.add(manifest.tree().value()));
        return objects;
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
                arguments(ROUTES, "gateways: [auralink]", "gateways: [mesh-gateway]", "IST0101", "mesh-gateway"),
                arguments(
                        ROUTES,
                        "host: control-plane.auralink.svc.cluster.local, port",
                        "host: control-plane.auralink.svc.cluster.local, subset: v2, port",
                        "IST0101",
                        "v2"),
                arguments(
                        ROUTES,
                        "hosts: [calls.example.org]",
                        "hosts: [calls.example.com]",
                        "IST0132",
                        "calls.example.com"));
    }
}
