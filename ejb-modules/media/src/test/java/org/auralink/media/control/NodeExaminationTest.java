package org.auralink.media.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auralink.findings.Finding;
import org.auralink.findings.Severity;
import org.auralink.media.entity.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One thing is wrong with a node at a time, and what is found names the node's setting. */
class NodeExaminationTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Instant READ = Instant.parse("2026-11-29T12:00:00Z");

    private final NodeExamination examination = new NodeExamination(
            URI.create("https://calls.example.org"),
            new PageConnections(Set.of("wss://a.example.org", "wss://*.media.example.org:7443")));

    private static AnnouncedNode node(String publicUrl, String... media) {
        String entry = """
                {"node_id": "ND_1", "url": "http://127.0.0.1:1", "public_url": "%s", "at_ms": %d, "media_addresses": %s}
                """.formatted(publicUrl, READ.toEpochMilli(), quoted(media));
        return Announcement.read(entry, url -> true).orElseThrow();
    }

    private static String quoted(String... media) {
        return media.length == 0 ? "[]" : "[\"" + String.join("\", \"", media) + "\"]";
    }

    @ParameterizedTest
    @CsvSource({
        "wss://a.example.org, OK, ''",
        "wss://a.example.org:443, OK, ''",
        "wss://A.media.example.org:7443, OK, ''",
        "wss://media.example.org:7443, ERROR, auralink.media.public.urls",
        "ws://a.example.org, ERROR, node.public_url",
        "wss://localhost, ERROR, node.public_url",
        "wss://b.example.org, ERROR, auralink.media.public.urls",
        "wss://a.example.org:7443, ERROR, auralink.media.public.urls"
    })
    void anAddressThatPagesMayNotConnectToIsNamed(String publicUrl, Severity severity, String change) {
        assertThat(examination.address(node(publicUrl))).singleElement().satisfies(found -> {
            assertThat(found.severity()).isEqualTo(severity);
            assertThat(found.change()).contains(change);
        });
    }

    @Test
    void aMediaPortThatDoesNotAnswerIsNamedAndOneThatDoesIsNot() throws Exception {
        try (var answering = new DatagramSocket(0, HERE);
                var silent = new DatagramSocket(0, HERE)) {
            var thread = new Thread(() -> succeed(answering));
            thread.start();
            AnnouncedNode node = node(
                    "wss://a.example.org",
                    "udp:127.0.0.1:" + answering.getLocalPort(),
                    "udp:127.0.0.1:" + silent.getLocalPort());
            List<Finding> found = examination.udp(node);
            assertThat(found).extracting(Finding::severity).containsExactly(Severity.WARNING, Severity.ERROR);
            assertThat(found.get(0).change()).contains("rtc.node_ip");
            assertThat(found.get(1).found())
                    .isEqualTo("Nobody answers this server at 127.0.0.1:" + silent.getLocalPort() + ".");
            assertThat(found.get(1).change()).contains("firewall", "rtc.udp_port");
            thread.join();
        }
    }

    /** The question back as a success of Binding. */
    private static void succeed(DatagramSocket socket) {
        var packet = new DatagramPacket(new byte[100], 100);
        try {
            socket.receive(packet);
            packet.getData()[0] = 1;
            socket.send(packet);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tcpAndTheRelayAreAskedWhereTheNodeHasThem() throws Exception {
        assertThat(examination.tcp(node("wss://a.example.org"))).isEmpty();
        assertThat(examination.relay(node("wss://a.example.org"), READ)).isEmpty();
        int port;
        try (var server = new ServerSocket(0, 1, HERE)) {
            port = server.getLocalPort();
            assertThat(examination.tcp(node("wss://a.example.org", "tcp:127.0.0.1:" + port)))
                    .extracting(Finding::severity)
                    .containsExactly(Severity.OK);
        }
        assertThat(examination.tcp(node("wss://a.example.org", "tcp:127.0.0.1:" + port)))
                .singleElement()
                .satisfies(found -> assertThat(found.change()).contains("rtc.tcp_port"));
        assertThat(examination.relay(
                        node(
                                "wss://a.example.org",
                                "turn:127.0.0.1:" + port + "?transport=udp",
                                "turns:127.0.0.1:" + port + "?transport=tcp"),
                        READ))
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR, Severity.ERROR);
    }

    @Test
    void aNodeThatIsGoneOrDoesNotTellWhereItsMediaIsIsNamed() {
        AnnouncedNode node = node("wss://a.example.org");
        assertThat(examination.answers(node)).singleElement().satisfies(found -> {
            assertThat(found.severity()).isEqualTo(Severity.ERROR);
            assertThat(found.change()).contains("node.control_url");
        });
        assertThat(examination.udp(node)).extracting(Finding::severity).containsExactly(Severity.WARNING);
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "3000, OK", "-2000, OK", "4001, ERROR", "-4001, ERROR"})
    void aClockIsComparedWithWhatTheAnnouncementSays(long lateMillis, Severity severity) {
        assertThat(NodeExamination.clock(node("wss://a.example.org"), READ.plusMillis(lateMillis)))
                .hasValueSatisfying(found -> assertThat(found.severity()).isEqualTo(severity));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "udp:",
                "udp:192.0.2.1",
                "udp:192.0.2.1:0",
                "udp:192.0.2.1:65536",
                "sctp:192.0.2.1:1",
                "udp:a b:1",
                "udp:[::1:1",
                "turn:a.example.org:1?transport=sctp"
            })
    void whatIsNoAddressOfMediaIsLeftOut(String text) {
        assertThat(MediaAddress.read(text)).isEmpty();
    }

    @Test
    void addressesOfMediaAreReadUpToTheirLimit() {
        assertThat(MediaAddress.read("tcp:[2001:db8::1]:7881"))
                .contains(new MediaAddress(MediaAddress.Kind.TCP, "2001:db8::1", 7881))
                .map(Object::toString)
                .isEqualTo(Optional.of("[2001:db8::1]:7881"));
        assertThat(MediaAddress.read("turns:a.example.org:443?transport=tcp"))
                .contains(new MediaAddress(MediaAddress.Kind.RELAY_TLS, "a.example.org", 443));
        String[] many = new String[500];
        Arrays.fill(many, "udp:192.0.2.1:7882");
        assertThat(node("wss://a.example.org", many).report().media()).hasSize(Limits.MEDIA_ADDRESSES);
    }
}
