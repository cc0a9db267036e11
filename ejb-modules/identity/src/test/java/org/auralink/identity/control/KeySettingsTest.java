package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class KeySettingsTest {
    private static Settings with(Map<String, String> values) {
        return Settings.of((Config) Proxy.newProxyInstance(
                Config.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> Optional.ofNullable(values.get((String) arguments[0]))));
    }

    @Test
    void withoutSettingsThereAreNoKeysAndNoneIsRequired() {
        KeySettings none = KeySettings.from(Settings.none());
        assertThat(none.publishable()).isEmpty();
        assertThat(none.secret()).isEmpty();
        assertThat(none.jwtSecret()).isEmpty();
        assertThat(none.required()).isFalse();
    }

    @Test
    void severalKeysOfAKindAreTakenSoThatOneCanReplaceTheOther() {
        KeySettings keys = KeySettings.from(with(Map.of(
                "auralink.auth.secret.keys", "sb_secret_0123456789ab, sb_secret_ba9876543210,",
                "auralink.auth.apikey.required", "true")));
        assertThat(keys.secret()).containsExactly("sb_secret_0123456789ab", "sb_secret_ba9876543210");
        assertThat(keys.required()).isTrue();
    }

    @Test
    void aKeyOfTheOtherKindOrTooShortIsRefusedByTheSettingsNameAndNotShown() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "auralink.auth.publishable.keys", "sb_secret_0123456789ab",
                        "auralink.auth.secret.keys", "sb_secret_short")
                .entrySet()) {
            assertThatThrownBy(() -> KeySettings.from(with(Map.of(wrong.getKey(), wrong.getValue()))))
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining(wrong.getKey())
                    .hasMessageNotContaining(wrong.getValue());
        }
    }

    @Test
    void anExternalProjectIsNamedByItsAddress() {
        assertThat(SupabaseSettings.from(Settings.none())).isEmpty();
        SupabaseSettings project = SupabaseSettings.from(with(Map.of(
                        "auralink.auth.supabase.url",
                        "https://ref.supabase.co/",
                        "auralink.auth.supabase.secret",
                        "x".repeat(32))))
                .orElseThrow();
        assertThat(project.issuer()).isEqualTo("https://ref.supabase.co/auth/v1");
        assertThat(project.toString()).doesNotContain("xxx");
        assertThatThrownBy(() -> SupabaseSettings.from(with(Map.of("auralink.auth.supabase.url", "supabase"))))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.auth.supabase.url");
        assertThatThrownBy(() -> SupabaseSettings.from(with(Map.of(
                        "auralink.auth.supabase.url", "https://ref.supabase.co",
                        "auralink.auth.supabase.secret", "short"))))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.auth.supabase.secret")
                .hasMessageNotContaining("short");
    }
}
