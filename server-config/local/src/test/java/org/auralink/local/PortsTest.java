package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final List<String> TCP_PORTS = List.of(
            "--web-port", "--signal-port", "--db-port", "--redis-port", "--media-tcp-port", "--node-metrics-port");

    /** All settings but the named one are ports that were free a moment ago. */
    private static Settings with(String flag, int port) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--media-loops", "1"));
        List<ServerSocket> held = new ArrayList<>();
        for (String other : TCP_PORTS) {
            // All at once: one that was given back may be given again.
            ServerSocket socket = new ServerSocket(0);
            held.add(socket);
            arguments.addAll(List.of(other, "" + socket.getLocalPort()));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        try (var socket = new DatagramSocket()) {
            arguments.addAll(List.of("--media-port", "" + socket.getLocalPort()));
        }
        arguments.addAll(List.of(flag, "" + port));
        return Settings.of(arguments, Map.of());
    }

    @Test
    void aTakenTcpPortIsNamedWithItsSetting() throws Exception {
        for (String flag : TCP_PORTS) {
            try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Settings settings = with(flag, taken.getLocalPort());
                assertThatThrownBy(() -> Ports.check(settings))
                        .hasMessageContaining("TCP port " + taken.getLocalPort())
                        .hasMessageContaining(flag + " (AURALINK_");
            }
        }
    }

    @Test
    void aTakenMediaPortIsNamedWithItsSetting() throws Exception {
        try (var taken = new DatagramSocket()) {
            Settings settings = with("--media-port", taken.getLocalPort());
            assertThatThrownBy(() -> Ports.check(settings))
                    .hasMessageContaining("UDP port " + taken.getLocalPort())
                    .hasMessageContaining("--media-port");
        }
    }

    private static Settings twoNodes(Settings one) {
        return Settings.of(
                List.of(
                        "--nodes", "2",
                        "--media-loops", "1",
                        "--web-port", "" + one.webPort(),
                        "--db-port", "" + one.dbPort(),
                        "--redis-port", "" + one.redisPort(),
                        "--signal-port", "" + one.signalPort(),
                        "--media-port", "" + one.mediaPort(),
                        "--media-tcp-port", "" + one.mediaTcpPort(),
                        "--node-metrics-port", "" + one.nodes().get(0).metricsPort()),
                Map.of());
    }

    @Test
    void thePortsOfFurtherNodesAreLookedAtToo() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = twoNodes(with("--signal-port", taken.getLocalPort() - NodePlace.PORT_STEP));
            assertThatThrownBy(() -> Ports.check(settings))
                    .hasMessageContaining("TCP port " + taken.getLocalPort())
                    .hasMessageContaining("--signal-port (AURALINK_SIGNAL_PORT)");
        }
    }

    @Test
    void aPortThatNoneCanHaveIsRefusedByItsSetting() throws Exception {
        Settings settings = twoNodes(with("--signal-port", 65530));
        assertThatThrownBy(() -> Ports.check(settings))
                .hasMessageContaining("There is no TCP port 65540")
                .hasMessageContaining("--signal-port");
    }

    @Test
    void anAddressOfAnotherMachineIsNamedWithItsOwnSetting() throws Exception {
        // RFC 5737: no machine has it.
        Settings settings = Settings.of(List.of("--bind", "192.0.2.1"), Map.of());

        assertThatThrownBy(() -> Ports.check(settings))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("192.0.2.1")
                .hasMessageContaining("--bind (AURALINK_BIND)")
                .hasMessageNotContaining("port");
    }

    @Test
    void twoSettingsMayNotShareAPort() throws Exception {
        Settings free = with("--db-port", 15432);
        Settings settings = with("--db-port", free.redisPort());
        Settings same = Settings.of(
                List.of(
                        "--web-port", "" + settings.webPort(),
                        "--signal-port", "" + settings.webPort()),
                Map.of());

        assertThatThrownBy(() -> Ports.check(same)).hasMessageContaining("are both " + settings.webPort());
    }
}
