package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.livekit.server.AccessToken;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** LiveKit's browser SDK in a network that lets no UDP through, in a call with somebody outside. */
@Timeout(120)
class GettingThroughIT {
    private static final int MEDIA_SECONDS = 20;
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
        network = NarrowNetwork.open();
        String host = network.address();
        node = NodeProcess.start(host, """
                port: 0
                bind_addresses: ["%1$s"]
                rtc: {udp_port: 0, tcp_port: %2$d, node_ip: "%1$s"}
                keys: {devkey: %3$s}
                prometheus: {port: 0}
                """.formatted(host, freePort(host), SECRET));
        Path client = NodeProcess.root()
                .resolve("ear/system-tests/src/test/web/node_modules/livekit-client/dist/livekit-client.umd.js");
        InetAddress address = InetAddress.getByName(host);
        inside = new SfuHarness(network.running(CHROMIUM), client, address, List.of());
        outside = new SfuHarness(CHROMIUM, client, address, List.of());
    }

    private static int freePort(String host) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
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
        var token = new AccessToken("devkey", SECRET);
        token.setIdentity(identity);
        token.addGrants(new RoomJoin(true), new RoomName(room));
        Peer peer = harness.join(node.webSocketUrl(), token.toJwt(), options);
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

    @SuppressWarnings("unchecked") // The shape is that of harness.js.
    private static List<String> ways(Peer peer) {
        return (List<String>) peer.call("ways", "");
    }
}
