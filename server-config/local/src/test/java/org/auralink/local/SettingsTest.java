package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static Settings of(String... arguments) {
        return Settings.of(List.of(arguments), Map.of());
    }

    @Test
    void defaultsServeThisMachineOnly() {
        Settings settings = of();

        assertThat(settings.bind().isLoopbackAddress()).isTrue();
        assertThat(settings.developmentKeyAllowed()).isTrue();
        assertThat(settings.publicUrl()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.nodeUrl()).isEqualTo(URI.create("ws://localhost:7880"));
        assertThat(settings.webPort()).isEqualTo(8080);
        assertThat(settings.signalPort()).isEqualTo(7880);
        assertThat(settings.mediaPort()).isEqualTo(7882);
        assertThat(settings.mediaLoops()).isBetween(1, 8);
        assertThat(settings.nodeIp()).matches("[0-9.]+");
    }

    @Test
    void aFlagWinsOverTheEnvironment() {
        Settings settings = Settings.of(
                List.of("--web-port=9001"), Map.of("AURALINK_WEB_PORT", "9000", "AURALINK_DB_PORT", "9002"));

        assertThat(settings.webPort()).isEqualTo(9001);
        assertThat(settings.dbPort()).isEqualTo(9002);
        assertThat(settings.publicUrl()).isEqualTo(URI.create("http://localhost:9001"));
    }

    @Test
    void anAddressOpenToOthersClosesTheDevelopmentKey() {
        assertThat(of("--bind", "0.0.0.0").developmentKeyAllowed()).isFalse();
        assertThat(of("--bind", "0.0.0.0").reachableHost()).isEqualTo("127.0.0.1");
        assertThat(of("--bind", "::1").reachableHost()).startsWith("[").endsWith("]");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost",
        "::1, localhost",
        "0.0.0.0, localhost",
        "::, localhost",
        "127.0.0.2, 127.0.0.2",
        "192.0.2.1, 192.0.2.1",
        "2001:db8::1, [2001:db8:0:0:0:0:0:1]",
    })
    void theAddressesThatArePrintedAreThoseThatAnswer(String bind, String host) {
        assertThat(of("--bind", bind).publicUrl()).isEqualTo(URI.create("http://" + host + ":8080"));
        assertThat(of("--bind", bind).nodeUrl()).isEqualTo(URI.create("ws://" + host + ":7880"));
    }

    @Test
    void anEmptyStateDirectoryIsNotTheOneThatThePersonStandsIn() {
        assertThatThrownBy(() -> of("--state-dir", ""))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("--state-dir (AURALINK_STATE_DIR)");
        assertThatThrownBy(() -> Settings.of(List.of(), Map.of("AURALINK_STATE_DIR", " ")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("--state-dir (AURALINK_STATE_DIR)");
    }

    @ParameterizedTest
    @CsvSource({
        "--web-port, 0",
        "--web-port, 65536",
        "--web-port, http",
        "--web-port, -1",
        "--media-loops, 9",
        "--bind, localhost",
        "--bind, 300.1.1.1",
        "--node-ip, here",
        "--public-url, localhost",
        "--public-url, ftp://x",
        "--node-url, http://x",
        "--keep-going, maybe",
    })
    void aWrongValueIsRefusedByTheNameOfItsSetting(String flag, String value) {
        String variable = "AURALINK_" + flag.substring(2).replace('-', '_').toUpperCase(java.util.Locale.ROOT);
        assertThatThrownBy(() -> of(flag, value))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(flag)
                .hasMessageContaining(variable)
                .hasMessageContaining("'" + value + "'");
    }

    @Test
    void anUnknownSettingIsRefusedByName() {
        assertThatThrownBy(() -> of("--webport", "1")).hasMessageContaining("--webport");
        assertThatThrownBy(() -> of("--web-port")).hasMessage("--web-port needs a value.");
    }

    @Test
    void helpNamesEverySetting() {
        for (Option option : Option.values()) {
            assertThat(Main.helpText("run-help.txt"))
                    .contains(option.flag() + " ", option.variable() + " [", option.defaultValue());
        }
    }
}
