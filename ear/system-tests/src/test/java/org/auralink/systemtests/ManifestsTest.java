package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests for Kubernetes are what Kubernetes knows, and fit each other and the programs. */
class ManifestsTest {
    @TempDir
    private static Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void objectsFitEachOtherAndThePrograms(String overlay) {
        assertThat(ManifestRules.problems(Manifests.of(Manifests.DIRECTORY, overlay)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void kubernetesKnowsEveryField(String overlay) {
        DeploymentTools.Result result =
                DeploymentTools.validateStrictly(written(Manifests.of(Manifests.DIRECTORY, overlay)));

        assertThat(result.code()).as(result.said()).isZero();
    }

    @Test
    void kubernetesRefusesAFieldThatItDoesNotKnow() throws IOException {
        Path broken = BrokenCopy.of(
                temporary,
                "base/control-plane.yaml",
                "terminationGracePeriodSeconds: 45",
                "terminationGraceSeconds: 45");

        DeploymentTools.Result result = DeploymentTools.validateStrictly(written(Manifests.of(broken, "dev")));

        assertThat(result.code()).isNotZero();
        assertThat(result.said()).contains("terminationGraceSeconds");
    }

    @Test
    void kustomizeRefusesAPatchOfWhatIsNotThere() throws IOException {
        Path broken = BrokenCopy.of(temporary, "istio/pods.yaml", "name: migrator,", "name: migration,");
        // Where it is not, this is left out, and not taken for the refusal.
        assertThat(DeploymentTools.kubectl()).isNotEmpty();

        assertThatThrownBy(() -> Manifests.of(broken, "production")).hasMessageContaining("migration");
    }

    /** What Kubernetes itself knows, as one file. */
    private static Path written(Manifests manifests) {
        return Path.of(Manifests.write(
                temporary,
                manifests.all().stream()
                        .filter(manifest -> !manifest.at("apiVersion").text().contains("istio.io/"))
                        .map(manifest -> manifest.tree().value())
                        .toList()));
    }
}
