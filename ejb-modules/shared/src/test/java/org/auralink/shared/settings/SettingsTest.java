package org.auralink.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Set<String> HTTP = Set.of("http", "https");

    @Test
    void aMissingSettingIsNamedInBothForms() {
        refused(() -> with("x", "1").required("auralink.db.url"), "auralink.db.url", "AURALINK_DB_URL");
        refused(() -> with("auralink.db.url", "  ").required("auralink.db.url"), "auralink.db.url");
    }

    @Test
    void anAddressLosesItsTrailingSlash() {
        assertThat(with("u", "http://localhost:8080/").uri("u", HTTP)).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(with("u", "http://a, http://b").uris("u", HTTP)).hasSize(2);
    }

    @Test
    void aWrongValueIsNotRepeated() {
        refused(() -> with("u", "redis//:secret@x").uri("u", Set.of("redis")), "u");
        refused(() -> with("u", "ftp://secret").uri("u", HTTP), "u", "http or https");
        refused(() -> with("u", "http://a,,secret").uris("u", HTTP), "u");
        refused(() -> with("u", "secret").flag("u", false), "true or false");
        refused(() -> with("u", "secret").integer("u", 1, 0, 9), "from 0 to 9");
        refused(() -> with("u", "10").integer("u", 1, 0, 9), "from 0 to 9");
        refused(() -> with("u", "/secret/none").file("u"), "u");
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        assertThat(with("x", "1").flag("u", true)).isTrue();
        assertThat(with("x", "1").integer("u", 7, 0, 9)).isEqualTo(7);
    }

    private static void refused(ThrowingCallable reading, String... words) {
        assertThatThrownBy(reading)
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("secret");
    }

    private static Settings with(String name, String value) {
        Map<String, String> values = Map.of(name, value);
        return Settings.of((Config) Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> Optional.ofNullable(values.get((String) arguments[0]))));
    }
}
