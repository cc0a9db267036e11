package org.auralink.oauth.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.auralink.oauth.control.OAuthLimits;
import org.auralink.shared.settings.SettingException;
import org.junit.jupiter.api.Test;

/** What would make the provider useless stops the deployment, and names what to change. */
class OAuthDeploymentCheckTest {
    private static final List<String> ALGORITHMS = List.of("ES256");

    @Test
    void othersMustBeAbleToVerifyWhatIsSigned() {
        assertThatThrownBy(() -> OAuthDeploymentCheck.requireBelievable("https://aura.example.test/auth/v1", List.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.oauth.enabled")
                .hasMessageContaining("auralink.auth.signing.key.file");
    }

    @Test
    void othersMustFindTheConfigurationBelowTheIssuer() {
        for (String good : List.of("https://aura.example.test/auth/v1", "http://localhost:8080/auth/v1")) {
            assertThatCode(() -> OAuthDeploymentCheck.requireBelievable(good, ALGORITHMS))
                    .doesNotThrowAnyException();
        }
        for (String bad : List.of("auralink", "urn:aura", "https://aura.example.test/?x", "https://a/#x", "ftp://a/")) {
            assertThatThrownBy(() -> OAuthDeploymentCheck.requireBelievable(bad, ALGORITHMS))
                    .as(bad)
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining("auralink.auth.issuer");
        }
    }

    @Test
    void theLimitsThatHoldAreWritten() {
        assertThat(OAuthLimits.standard().requestByAddress().text()).isEqualTo("120/1m");
    }
}
