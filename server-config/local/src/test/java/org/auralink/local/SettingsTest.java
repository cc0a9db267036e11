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
        assertThat(settings.developmentKey()).isFalse();
        assertThat(settings.publicUrl()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.nodeUrl()).isEqualTo(URI.create("ws://localhost:7880"));
        assertThat(settings.webPort()).isEqualTo(8080);
        assertThat(settings.signalPort()).isEqualTo(7880);
        assertThat(settings.mediaPort()).isEqualTo(7882);
        assertThat(settings.mediaTcpPort()).isEqualTo(7881);
        assertThat(settings.mediaLoops()).isBetween(1, 8);
        assertThat(settings.nodeIp()).matches("[0-9.]+");
    }

    @Test
    void eachFurtherNodeHasItsPortsAStepHigher() {
        assertThat(of("--nodes", "3").nodes())
                .containsExactly(
                        new NodePlace("media-node", 7880, 7443, 7882, 7881, 6789, URI.create("ws://localhost:7880")),
                        new NodePlace("media-node-2", 7890, 7453, 7892, 7891, 6799, URI.create("ws://localhost:7890")),
                        new NodePlace("media-node-3", 7900, 7463, 7902, 7901, 6809, URI.create("ws://localhost:7900")));
        assertThat(of("--nodes", "2", "--node-url", "wss://a.example, wss://b.example/")
                        .nodes())
                .extracting(NodePlace::url)
                .containsExactly(URI.create("wss://a.example"), URI.create("wss://b.example"));
    }

    @Test
    void eachFurtherInstanceHasItsPortsAStepHigher() {
        Settings settings = of("--instances", "2", "--web-port", "9000");
        assertThat(settings.servers())
                .containsExactly(new ServerPlace("", 9000, 8081, 8082), new ServerPlace("-2", 9010, 8091, 8092));
        assertThat(settings.servers()).extracting(ServerPlace::name).containsExactly("Payara", "Payara-2");
        assertThat(settings.publicUrl()).isEqualTo(URI.create("http://localhost:9000"));
        assertThat(ServerPlace.members(settings)).isEqualTo("127.0.0.1:8082,127.0.0.1:8092");
    }

    @Test
    void everyNodeHasAnAddressOfItsOwnOrNoneHas() {
        assertThatThrownBy(() -> of("--nodes", "2", "--node-url", "wss://a.example"))
                .hasMessageContaining("--node-url (AURALINK_NODE_URL) must be 2 URLs, separated by commas");
        assertThatThrownBy(() -> of("--node-url", "wss://a.example,wss://b.example"))
                .hasMessageContaining("--node-url (AURALINK_NODE_URL) must be a URL that starts with ws: or wss:");
        assertThatThrownBy(() -> of("--nodes", "2", "--node-url", "wss://a.example,"))
                .hasMessageContaining("must be 2 URLs");
        assertThatThrownBy(
                        () -> of("--nodes", "2", "--dev-key", "true", "--node-url", "ws://localhost:1,wss://b.example"))
                .hasMessageContaining("not 'wss://b.example'");
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
    void withTlsOthersInTheNetworkComeByHttpsAndWss() {
        for (String[] words : new String[][] {{"--tls"}, {"--tls", "true"}, {"--tls=true"}}) {
            Settings settings = of(words);
            assertThat(settings.bind().isAnyLocalAddress()).isTrue();
            assertThat(settings.signalBind().isLoopbackAddress()).isTrue();
            assertThat(settings.publicUrl()).isEqualTo(URI.create("https://" + settings.nodeIp() + ":8080"));
            assertThat(settings.nodeUrl()).isEqualTo(URI.create("wss://" + settings.nodeIp() + ":7443"));
            assertThat(settings.webUrl(settings.servers().get(0), "/x"))
                    .isEqualTo(URI.create("https://127.0.0.1:8080/x"));
        }
        assertThat(of("--tls", "--nodes", "2").nodes().get(1).url().getPort()).isEqualTo(7453);
        assertThat(of("--tls", "--bind", "127.0.0.1").publicUrl()).isEqualTo(URI.create("https://localhost:8080"));
        assertThat(of("--tls", "--public-url", "https://calls.example.org").publicUrl())
                .isEqualTo(URI.create("https://calls.example.org"));
        assertThat(of("--tls", "false").tls()).isEmpty();
        assertThat(of("--keep-going", "--tls").keepGoing()).isTrue();
    }

    @Test
    void aCertificateAndItsKeyAreNamedTogether() {
        assertThatThrownBy(() -> of("--tls-certificate", "/nowhere/a.pem"))
                .hasMessageContainingAll("--tls-certificate (", "--tls-key (", "name both files");
        assertThatThrownBy(() -> of("--tls-certificate", "/nowhere/a.pem", "--tls-key", "/nowhere/b.pem"))
                .hasMessageContaining("--tls-certificate (AURALINK_TLS_CERTIFICATE) must name a file that can be read");
    }

    @Test
    void everyAddressIsReachedOnLoopback() {
        assertThat(of("--bind", "0.0.0.0").reachableHost()).isEqualTo("127.0.0.1");
        assertThat(of("--bind", "::1").reachableHost()).startsWith("[").endsWith("]");
    }

    @ParameterizedTest
    @CsvSource({
        "--bind, 0.0.0.0",
        "--bind, ::",
        "--bind, 192.0.2.1",
        "--public-url, https://calls.example.com",
        "--public-url, http://192.0.2.1:8080",
        "--public-url, http://localhost.example.com",
        "--public-url, http://127.0.0.1.example.com",
        "--node-url, wss://media.example.com",
        "--node-url, ws://[2001:db8::1]:7880",
    })
    void theDevelopmentKeyIsRefusedWhereOthersReachTheNode(String flag, String value) {
        of(flag, value);
        assertThatThrownBy(() -> of("--dev-key", "true", flag, value))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("--dev-key (AURALINK_DEV_KEY)")
                .hasMessageContaining(flag + " (");
    }

    @ParameterizedTest
    @CsvSource({
        "--bind, 127.0.0.2",
        "--bind, ::1",
        "--public-url, http://LOCALHOST:1",
        "--public-url, https://calls.localhost",
        "--node-url, ws://[::1]:7880",
        "--node-url, ws://127.0.0.1:7880",
    })
    void theDevelopmentKeyIsThereForThisMachineWhereItIsAskedFor(String flag, String value) {
        assertThat(of("--dev-key", "true", flag, value).developmentKey()).isTrue();
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
        "--nodes, 0",
        "--nodes, 5",
        "--instances, 0",
        "--instances, 5",
        "--grid-port, none",
        "--bind, localhost",
        "--bind, 300.1.1.1",
        "--node-ip, here",
        "--public-url, localhost",
        "--public-url, ftp://x",
        "--node-url, http://x",
        "--keep-going, maybe",
        "--dev-key, devkey",
        "--start-timeout, 0",
        "--start-timeout, 2m",
        "--jdk, /nowhere",
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
        assertThatThrownBy(() -> of("--colour", "1"))
                .hasMessage("There is no setting --colour; ./auralink run --help lists them.");
        assertThatThrownBy(() -> of("--web-port")).hasMessage("--web-port needs a value.");
        assertThatThrownBy(() -> of("--bind", "--keep-going", "true")).hasMessage("--bind needs a value.");
    }

    @Test
    void aSlipOfTheHandIsAnsweredWithTheNameThatWasMeant() {
        assertThatThrownBy(() -> of("--webport", "1"))
                .hasMessage("There is no setting --webport; did you mean --web-port?");
        assertThatThrownBy(() -> Settings.of(List.of(), Map.of("AURALINK_WEB_PROT", "1")))
                .hasMessage("There is no setting AURALINK_WEB_PROT; did you mean AURALINK_WEB_PORT?");
        // The control plane's own settings have the same prefix.
        Settings.of(List.of(), Map.of("AURALINK_AUTH_MAILER_AUTOCONFIRM", "true", "AURALINK", "x", "WEB_PROT", "1"));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> Settings.of(
                        List.of("--web-port", "80a", "--colour", "red", "--public-url=ftp://x"),
                        Map.of("AURALINK_BIND", "localhost", "AURALINK_DB_PORTS", "1", "AURALINK_KEEP_GOING", "yes")))
                .isInstanceOf(LaunchException.class)
                .satisfies(e -> assertThat(e.getMessage().lines())
                        .hasSize(6)
                        .anyMatch(line -> line.startsWith("--web-port (AURALINK_WEB_PORT) must be a number"))
                        .anyMatch(line -> line.contains("--colour"))
                        .anyMatch(line -> line.startsWith("--public-url (AURALINK_PUBLIC_URL) must be a URL"))
                        .anyMatch(line -> line.startsWith("--bind (AURALINK_BIND) must be an IP address"))
                        .anyMatch(line -> line.contains("AURALINK_DB_PORT?"))
                        .anyMatch(line -> line.startsWith("--keep-going (AURALINK_KEEP_GOING) must be true or false")));
    }

    @Test
    void helpNamesEverySetting() {
        for (Option option : Option.values()) {
            assertThat(Main.helpText("run-help.txt"))
                    .contains(option.flag() + " ", option.variable() + " [", option.defaultValue());
        }
    }
}
