package org.auralink.media.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auralink.media.node.config.DeclaredKey.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment comes before the file, which comes before the default; what is wrong is named with its range. */
class EnvironmentKeysTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Map<String, String> KEYS = Map.of("LIVEKIT_KEYS", "k: " + SECRET);

    private static List<DeclaredKey> numbers() {
        List<DeclaredKey> numbers = NodeConfig.declared().stream()
                .filter(key -> key.isNumber() && !key.environment().isEmpty())
                .toList();
        assertThat(numbers).hasSizeGreaterThan(25);
        return numbers;
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> environment = new HashMap<>(KEYS);
        environment.put(variable, value);
        return environment;
    }

    /** {@code a.b: 1} in the way of the file. */
    private static String yaml(String path, long value) {
        String[] parts = path.split("\\.");
        return String.join(": {", parts) + ": " + value + "}".repeat(parts.length - 1);
    }

    private static DeclaredKey effective(String path, String yaml, Map<String, String> environment) {
        return NodeConfig.effective(yaml, environment).stream()
                .filter(key -> key.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theEnvironmentComesBeforeTheFileAndTheFileBeforeTheDefault() {
        for (DeclaredKey key : numbers()) {
            if (key.path().equals("tls.port")) {
                // It says nothing without a certificate.
                continue;
            }
            String inFile = yaml(key.path(), key.least());
            var both = effective(key.path(), inFile, with(key.environment(), "" + (key.least() + 1)));
            assertThat(both.source()).as(key.path()).isEqualTo(Source.ENVIRONMENT);
            assertThat(both.effective()).as(key.path()).isEqualTo("" + (key.least() + 1));
            var file = effective(key.path(), inFile, KEYS);
            assertThat(file.source()).as(key.path()).isEqualTo(Source.FILE);
            assertThat(file.effective()).as(key.path()).isEqualTo("" + key.least());
            var neither = effective(key.path(), "", KEYS);
            assertThat(neither.source()).as(key.path()).isEqualTo(Source.DEFAULT);
            assertThat(neither.effective()).as(key.path()).isEqualTo(key.fallback());
        }
    }

    @Test
    void aNumberOutsideOfItsRangeStopsTheStartAndIsNamedWithTheRange() {
        for (DeclaredKey key : numbers()) {
            for (long wrong : new long[] {key.least() - 1L, key.most() + 1L}) {
                String range = "from " + key.least() + " to " + key.most();
                assertThatThrownBy(() -> NodeConfig.of(yaml(key.path(), wrong), KEYS))
                        .as(key.path())
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContainingAll(key.path() + ": expected", range);
                assertThatThrownBy(() -> NodeConfig.of("", with(key.environment(), "" + wrong)))
                        .as(key.environment())
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContainingAll(key.path(), key.environment(), range);
            }
        }
    }

    @Test
    void textsListsAndFlagsAreWrittenWithoutQuotes() throws Exception {
        Map<String, String> environment = new HashMap<>(KEYS);
        environment.put("AURALINK_NODE__REDIS__ADDRESS", "127.0.0.1:6379");
        environment.put("AURALINK_NODE__REDIS__PASSWORD", "12345");
        environment.put("AURALINK_NODE__BIND_ADDRESSES", "127.0.0.1, ::1");
        environment.put("AURALINK_NODE__ROOM__AUTO_CREATE", "false");
        environment.put("AURALINK_NODE__RTC__UDP_PORT", "9000-9007");
        environment.put("AURALINK_NODE__DRAIN__DEADLINE", "90s");
        NodeConfig config = NodeConfig.of("redis: {username: node}\nroom: {auto_create: true}", environment);

        assertThat(config.redis().username()).isEqualTo("node");
        assertThat(config.redis().password()).isEqualTo("12345");
        assertThat(config.bindAddresses())
                .containsExactly(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"));
        assertThat(config.room().autoCreate()).isFalse();
        assertThat(config.rtc().udpPorts()).isEqualTo(new UdpPorts(9000, 9007));
        assertThat(config.drain().deadline()).hasSeconds(90);
    }

    @Test
    void secretsMayStandInFilesAndAreNeverShown(@TempDir Path directory) throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "hidden-1\n");
        Path keys = Files.writeString(directory.resolve("keys"), "mine: hidden-" + SECRET + "\n");
        Map<String, String> environment = Map.of(
                "AURALINK_NODE__REDIS__PASSWORD_FILE", password.toString(),
                "AURALINK_NODE__KEYS_FILE", keys.toString());
        NodeConfig config = NodeConfig.of("", environment);

        assertThat(config.redis().password()).isEqualTo("hidden-1");
        assertThat(config.keys().secret("mine")).isEqualTo("hidden-" + SECRET);
        assertThat(NodeConfig.effective("", environment).toString())
                .contains(DeclaredKey.MASK)
                .doesNotContain("hidden");
        assertThatThrownBy(() -> NodeConfig.of("", with("AURALINK_NODE__REDIS__PASSWORD_FILE", "/nowhere")))
                .hasMessageContaining("AURALINK_NODE__REDIS__PASSWORD_FILE: expected the name of a readable");
        Map<String, String> twice = with("AURALINK_NODE__REDIS__PASSWORD", "a");
        twice.put("AURALINK_NODE__REDIS__PASSWORD_FILE", password.toString());
        assertThatThrownBy(() -> NodeConfig.of("", twice)).hasMessageContaining("expected either this");
    }

    @Test
    void aVariableThatSetsNothingIsRefused() {
        assertThatThrownBy(() -> NodeConfig.of("", with("AURALINK_NODE__RTC__UPD_PORT", "1")))
                .hasMessageContainingAll("rtc.upd_port", "AURALINK_NODE__RTC__UPD_PORT", "write udp_port instead");
        assertThatThrownBy(() -> NodeConfig.of("", with("AURALINK_NODE__REDIS", "nonsense")))
                .hasMessageContaining("redis: expected a mapping");
        // Other programs' variables, of which LiveKit's are named alike.
        assertThat(NodeConfig.of("", with("LIVEKIT_URL", "ws://x")).port()).isEqualTo(7880);
    }
}
