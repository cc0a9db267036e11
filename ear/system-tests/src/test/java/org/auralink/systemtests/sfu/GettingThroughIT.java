package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.livekit.server.AccessToken;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * LiveKit's browser SDK where not every way to the node is open, in a call with somebody to whom all are. Tagged as what
 * changes the networks of the machine, as the build runs that alone.
 */
@Timeout(120)
@Tag("network")
class GettingThroughIT {
    private static final int MEDIA_SECONDS = 45;
    private static final String SECRET = "a-secret-of-more-than-thirty-two-characters";
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Map<String, Object> SMALL = Map.of("size", "h180", "simulcast", false);

    private static NarrowNetwork network;
    private static NodeProcess node;
    private static SfuHarness inside;
    private static SfuHarness outside;
    private final List<Peer> present = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(NarrowNetwork.isPossible(), "this machine does not let us make network namespaces: not root");
        network = NarrowNetwork.withoutUdp();
        String host = network.address();
        ServerCertificate certificate = ServerCertificate.ofAddress(host);
        node = NodeProcess.start(host, """
                port: 0
                bind_addresses: ["%1$s"]
                rtc: {udp_port: 0, tcp_port: %2$d, node_ip: "%1$s"}
                keys: {devkey: %3$s}
                prometheus: {port: 0}
                turn: {enabled: true, domain: "%1$s", udp_port: %4$d, tls_port: %5$d, cert_file: "%6$s", key_file: "%7$s"}
                """.formatted(
                        host,
                        NodeProcess.freePort(host),
                        SECRET,
                        NodeProcess.freePort(host),
                        NodeProcess.freePort(host),
                        certificate.certificate(),
                        certificate.key()));
        Path client = NodeProcess.root()
                .resolve("ear/system-tests/src/test/web/node_modules/livekit-client/dist/livekit-client.umd.js");
        InetAddress address = InetAddress.getByName(host);
        // Nobody signed the relay's certificate.
        List<String> trusting = List.of("--ignore-certificate-errors");
        inside = new SfuHarness(network.running(CHROMIUM), client, address, trusting);
        outside = new SfuHarness(CHROMIUM, client, address, trusting);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {inside, outside, node, network}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @AfterEach
    void everybodyGoes() {
        present.forEach(Peer::end);
        present.clear();
    }

    private Peer join(SfuHarness harness, String room, String identity, Map<String, Object> options) {
        return join(node, harness, room, identity, options);
    }

    private Peer join(NodeProcess at, SfuHarness harness, String room, String identity, Map<String, Object> options) {
        var token = new AccessToken("devkey", SECRET);
        token.setIdentity(identity);
        token.addGrants(new RoomJoin(true), new RoomName(room));
        Peer peer = harness.join(
                at.webSocketUrl(), token.toJwt(), Connections.usual().with(options));
        present.add(peer);
        return peer;
    }

    @Test
    void aCallWorksWhereOnlyTcpPasses() {
        Peer ada = join(inside, "tcp", "ada", SMALL);
        Peer bob = join(outside, "tcp", "bob", SMALL);

        ada.seesAndHears(MEDIA_SECONDS, "bob");
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        assertThat(ways(ada)).isNotEmpty().allMatch(way -> way.contains("/tcp/"));
        assertThat(ways(bob)).isNotEmpty().allMatch(way -> way.contains("/udp/"));
    }

    @Test
    void aCallWorksThroughTheRelayOverUdp() throws Exception {
        Map<String, Object> relayed = new HashMap<>(SMALL);
        relayed.put("rtcConfig", Map.of("iceTransportPolicy", "relay"));
        Peer ada = join(outside, "relay-udp", "ada", relayed);
        Peer bob = join(outside, "relay-udp", "bob", SMALL);

        ada.seesAndHears(MEDIA_SECONDS, "bob");
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        assertThat(ways(ada)).isNotEmpty().allMatch(way -> way.equals("relay/udp/udp"));
        assertThat(node.metrics())
                .containsPattern("auralink_relay_allocations\\{[^}]*\\} [1-9]")
                .containsPattern("livekit_connection_total\\{[^}]*kind=\"outgoing\"\\} [1-9]");
    }

    @Test
    void aCallWorksThroughTheRelayOverTlsWhereNoUdpPasses() {
        Map<String, Object> relayed = new HashMap<>(SMALL);
        relayed.put("rtcConfig", Map.of("iceTransportPolicy", "relay"));
        Peer ada = join(inside, "relay-tls", "ada", relayed);
        Peer bob = join(outside, "relay-tls", "bob", SMALL);

        ada.seesAndHears(MEDIA_SECONDS, "bob");
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        assertThat(ways(ada)).isNotEmpty().allMatch(way -> way.equals("relay/udp/tls"));
    }

    @Test
    void whoForcesTcpGoesOnOverIt() {
        Peer ada = join(outside, "force-tcp", "ada", SMALL);
        Peer bob = join(outside, "force-tcp", "bob", SMALL);
        ada.seesAndHears(MEDIA_SECONDS, "bob");
        assertThat(ways(ada)).isNotEmpty().allMatch(way -> way.contains("/udp/"));

        ada.call("simulate", "force-tcp");
        ada.expectNoted("reconnected", MEDIA_SECONDS);
        ada.seesMoreOf("bob", 20, MEDIA_SECONDS);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
        assertThat(ways(ada)).isNotEmpty().allMatch(way -> way.contains("/tcp/"));
    }

    @Test
    void whoForcesTlsGoesOnThroughTheRelay() {
        Peer ada = join(outside, "force-tls", "ada", SMALL);
        Peer bob = join(outside, "force-tls", "bob", SMALL);
        ada.seesAndHears(MEDIA_SECONDS, "bob");

        ada.call("simulate", "force-tls");
        ada.expectNoted("reconnected", MEDIA_SECONDS);
        ada.seesMoreOf("bob", 20, MEDIA_SECONDS);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
        assertThat(ways(ada)).isNotEmpty().allMatch(way -> way.equals("relay/udp/tls"));
    }

    @Test
    void aCallWorksOverIpv6() throws Exception {
        try (NodeProcess both =
                NodeProcess.start(network.address(), """
                port: 0
                bind_addresses: ["%1$s"]
                rtc: {udp_port: 0, node_ip: ["%1$s", "%2$s"]}
                keys: {devkey: %3$s}
                prometheus: {port: 0}
                """.formatted(network.address(), network.address6(), SECRET))) {
            Peer ada = join(both, inside, "six", "ada", SMALL);
            Peer bob = join(both, outside, "six", "bob", SMALL);

            // Over IPv4 no UDP passes to her, and there is no TCP.
            ada.seesAndHears(MEDIA_SECONDS, "bob");
            bob.seesAndHears(MEDIA_SECONDS, "ada");
            assertThat(ways(ada)).isNotEmpty().allMatch(way -> way.contains("/udp/"));
            everybodyGoes();
        }
    }

    @SuppressWarnings("unchecked") // The shape is that of harness.js.
    private static List<String> ways(Peer peer) {
        return (List<String>) peer.call("ways", "");
    }
}
