package org.auralink.media.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.auralink.media.node.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final String YAML = "development: true\nport: 7999\n";

    @Test
    void fileComesBeforeTheEnvironment(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("node.yaml"), YAML);
        var config = CommandLine.parse(new String[] {"--config", file.toString()})
                .config(Map.of("LIVEKIT_CONFIG", "port: 1", "LIVEKIT_KEYS", "devkey: secret"));

        assertThat(config.port()).isEqualTo(7999);
        assertThat(config.keys().names()).containsExactly("devkey");
    }

    @Test
    void environmentAloneIsEnough() {
        var config = CommandLine.parse(new String[0])
                .config(Map.of("LIVEKIT_CONFIG", YAML, "LIVEKIT_KEYS", "devkey: secret"));

        assertThat(config.port()).isEqualTo(7999);
    }

    @Test
    void rehearsingNeedsNoConfiguration() {
        assertThat(CommandLine.parse(new String[] {"--rehearse"}).action()).isEqualTo(CommandLine.Action.REHEARSE);
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> CommandLine.parse(new String[] {"--port"}))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("--port: unknown argument");
        assertThatThrownBy(() -> CommandLine.parse(new String[] {"--config"})).hasMessageStartingWith("--config: ");
        assertThatThrownBy(() ->
                        CommandLine.parse(new String[] {"--config", "/nowhere"}).config(Map.of()))
                .hasMessageStartingWith("--config: expected a readable");
        assertThatThrownBy(() -> CommandLine.parse(new String[0]).config(Map.of()))
                .hasMessageStartingWith("--config: expected a file");
    }

    @Test
    void whatHoldsIsPrintedWithItsSourceAndWithoutSecrets() {
        String printed = CommandLine.parse(new String[] {"--print-config"})
                .effective(Map.of(
                        "LIVEKIT_CONFIG",
                        YAML + "keys: {devkey: secret}\nredis: {password: hidden}",
                        "AURALINK_NODE__REGION",
                        "north"));
        assertThat(printed.lines())
                .contains(
                        "port\t7999\tfile",
                        "region\tnorth\tenvironment",
                        "rtc.tcp_port\t7881, or none where rtc.udp_port is 0\tdefault",
                        "redis.password\t********\tfile",
                        "keys\t********\tfile");
        assertThat(printed).doesNotContain("hidden", "devkey");
    }

    @Test
    void helpAndVersionNeedNothingElse() {
        assertThat(CommandLine.parse(new String[] {"--help"}).action()).isEqualTo(CommandLine.Action.HELP);
        assertThat(CommandLine.parse(new String[] {"--version"}).action()).isEqualTo(CommandLine.Action.VERSION);
        assertThat(Version.product()).matches("\\d+\\.\\d+.*");
    }
}
