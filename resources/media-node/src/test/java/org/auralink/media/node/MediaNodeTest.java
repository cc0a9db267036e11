package org.auralink.media.node;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.LEAVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.SignalRequest;
import org.auralink.media.node.config.ConfigException;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.signal.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MediaNodeTest {
    @Test
    void stopTellsEverybodyWithinFiveSeconds() throws Exception {
        var node = new TestNode("");
        try (RawClient ada = node.join("ada", "stop");
                RawClient bob = node.join("bob", "stop")) {
            ada.next(JOIN);
            bob.next(JOIN);
            long start = System.nanoTime();
            node.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            for (RawClient client : new RawClient[] {ada, bob}) {
                assertThat(client.next(LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.SERVER_SHUTDOWN);
                assertThat(client.closeCode()).isEqualTo(1000);
            }
        }
    }

    @Test
    void takenHttpPortIsNamedAndNothingStaysOpen() throws Exception {
        long before = mediaThreads();
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            NodeConfig config = NodeConfig.parse("port: " + taken.getLocalPort() + """

                    development: true
                    keys: {devkey: secret}
                    rtc: {udp_port: 0, node_ip: 127.0.0.1}
                    """, null);
            assertThatThrownBy(() -> MediaNode.start(config))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("port: ");
            Waiting.until("media threads to end", Duration.ofSeconds(5), () -> mediaThreads() <= before);
        }
    }

    @Test
    void takenMediaPortIsNamed() throws Exception {
        try (var taken = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            NodeConfig config = NodeConfig.parse(
                    "port: 0\nrtc: {node_ip: 127.0.0.1, udp_port: " + taken.getLocalPort()
                            + "}\nnode: {event_loops: 1}\ndevelopment: true\nkeys: {devkey: secret}",
                    null);
            assertThatThrownBy(() -> MediaNode.start(config))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("rtc.udp_port: ");
        }
    }

    @Test
    void everyLoopHasAPortOfItsOwn() {
        try (var node = new TestNode("")) {
            assertThat(node.node().udpPorts())
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .allMatch(port -> port > 0);
        }
    }

    @Test
    void metricsTellRoomsAndConnections() throws Exception {
        try (var node = new TestNode("")) {
            try (RawClient ada = node.join("ada", "metrics")) {
                ada.next(JOIN);
                String text = node.metrics();
                assertThat(text)
                        .containsPattern("livekit_room_total\\{[^}]*} 1\n")
                        .containsPattern("livekit_session_join_latency_ms_count\\{[^}]*protocol_version=\"\\d+\"} 1\n")
                        .containsPattern("livekit_peer_connection_state\\{[^}]*state=\"started\"} 1\n")
                        .containsPattern("livekit_forward_latency\\{[^}]*} \\d+\n")
                        .containsPattern("livekit_forward_jitter\\{[^}]*} \\d+\n")
                        .containsPattern("auralink_ice_restarts_total\\{[^}]*} 0\n")
                        .containsPattern("auralink_signal_connections\\{[^}]*} 1\n")
                        .containsPattern("auralink_signal_total\\{[^}]*outcome=\"joined\"} 1\n");
            }
        }
    }

    @Test
    void metricsAreNotServedOnThePublicPortAndNowhereUnlessConfigured() throws Exception {
        try (var node = new TestNode("")) {
            assertThat(node.get("/metrics", null).statusCode()).isEqualTo(404);
        }
        NodeConfig config = NodeConfig.parse(
                "port: 0\nrtc: {node_ip: 127.0.0.1, udp_port: 0}\ndevelopment: true\nkeys: {devkey: secret}", null);
        try (MediaNode node = MediaNode.start(config)) {
            assertThat(node.metricsPort()).isEmpty();
        }
    }

    @Test
    void metricsOfAnOpenNodeAskForThePasswordOrStayOnLoopback() throws Exception {
        NodeConfig open = NodeConfig.parse("""
                bind_addresses: ["0.0.0.0"]
                prometheus: {port: 0}
                keys: {k: 0123456789abcdef0123456789abcdef}
                """, null);
        assertThat(open.prometheus().addresses(open.bindAddresses())).containsExactly(InetAddress.getLoopbackAddress());
        NodeConfig guarded = NodeConfig.parse("""
                port: 0
                bind_addresses: ["0.0.0.0"]
                rtc: {udp_port: 0, node_ip: 127.0.0.1}
                prometheus: {port: 0, username: u, password: p}
                keys: {k: 0123456789abcdef0123456789abcdef}
                """, null);
        assertThat(guarded.prometheus().addresses(guarded.bindAddresses())).isEqualTo(guarded.bindAddresses());
        try (MediaNode node = MediaNode.start(guarded)) {
            var url = URI.create("http://127.0.0.1:" + node.metricsPort().orElseThrow() + "/metrics");
            var without = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(without.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void whoComesAndGoesLeavesNothingBehind() throws Exception {
        try (var node = new TestNode("room: {departure_timeout: 0}")) {
            var clients = new ArrayList<RawClient>();
            for (int i = 0; i < 40; i++) {
                clients.add(node.join("p" + i, "room" + i % 8));
            }
            for (RawClient client : clients) {
                client.next(JOIN);
                client.send(SignalRequest.newBuilder()
                        .setLeave(LeaveRequest.getDefaultInstance())
                        .build());
                assertThat(client.closeCode()).isEqualTo(1000);
            }
            Waiting.until("nothing to be left", Duration.ofSeconds(10), () -> {
                String metrics = metrics(node);
                return !Pattern.compile("auralink_transports\\{[^}]*} [1-9]")
                                .matcher(metrics)
                                .find()
                        && metrics.contains(
                                "livekit_room_total{node_id=\"" + node.node().id() + "\",node_type=\"SERVER\"} 0\n")
                        && Pattern.compile("auralink_signal_connections\\{[^}]*} 0\n")
                                .matcher(metrics)
                                .find();
            });
        }
    }

    private static String metrics(TestNode node) {
        try {
            return node.metrics();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nodesStartedOneAfterAnotherLeaveNothingBehind() {
        long before = mediaThreads();
        IntStream.range(0, 3).forEach(round -> new TestNode("").close());
        Waiting.until("media threads to end", Duration.ofSeconds(5), () -> mediaThreads() <= before);
    }

    private static long mediaThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("media-") && thread.isAlive())
                .count();
    }
}
