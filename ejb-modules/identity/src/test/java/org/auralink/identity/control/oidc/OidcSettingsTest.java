package org.auralink.identity.control.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which providers an operator may name. */
class OidcSettingsTest {
    private static OidcSettings with(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("auralink.auth." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return OidcSettings.from(Settings.of((Config) Proxy.newProxyInstance(
                OidcSettingsTest.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> Optional.ofNullable(values.get((String) arguments[0])))));
    }

    private static OidcSettings corp(String name, String value) {
        return with(
                "oidc.providers",
                "corp",
                "oidc.corp.issuer",
                "https://id.example.org/",
                "oidc.corp.client.id",
                "us",
                "oidc.corp." + name,
                value);
    }

    @Test
    void thereAreNoneUntilSomebodyNamesOne() {
        assertThat(with().providers()).isEmpty();
        assertThat(with().manualLinking()).isFalse();
    }

    @Test
    void aProviderHasTheSettingsThatBearItsName() {
        assertThat(corp("client.secret", "hush").providers()).singleElement().satisfies(provider -> {
            assertThat(provider.name()).isEqualTo("corp");
            assertThat(provider.issuer()).as("character by character").isEqualTo(URI.create("https://id.example.org/"));
            assertThat(provider.clientSecret()).isEqualTo("hush");
            assertThat(provider.scopes()).isEqualTo("openid email profile");
            assertThat(provider.toString()).doesNotContain("hush");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Corp", "co rp", "../x", "email", "phone", "a-b", "1corp"})
    void aNameThatCouldBeSomethingElseIsRefused(String name) {
        assertThatThrownBy(() -> with("oidc.providers", name))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.auth.oidc.providers");
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, http://id.example.org",
        "issuer, https://id.example.org/?a=b",
        "issuer, https://u@id.example.org",
        "issuer, id.example.org",
        "client.id, ''",
        "scopes, email profile"
    })
    void aWrongSettingIsNamed(String name, String value) {
        assertThatThrownBy(() -> corp(name, value))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.auth.oidc.corp." + name);
    }
}
