package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.livekit.server.AccessToken;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What somebody behind a narrow, lossy or long connection sees and hears of a camera in three sizes: two Chromiums, one of them in
 * a network of its own. The kernel's token bucket makes it narrow; what loses and delays is a relay of ours, as not every kernel
 * has {@code netem}. For comparison, with nothing expected: {@code -Dauralink.netem.without=true}, where nothing is estimated, and
 * {@code -Dauralink.netem.livekit=true}, with LiveKit's server in the node's place.
 */
@Timeout(300)
@Tag("network")
@EnabledIfSystemProperty(named = "auralink.netem", matches = "true", disabledReason = "five minutes, by root: -Pnetem")
class NarrowLinkIT {
    private static final int MEDIA_SECONDS = 45;
    private static final String SECRET = "a-secret-of-more-than-thirty-two-characters";
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final boolean WITHOUT = Boolean.getBoolean("auralink.netem.without");
    private static final boolean LIVEKIT = Boolean.getBoolean("auralink.netem.livekit");
    private static final int FPS = 20;
    private static final int LARGEST = 720;
    private static final int QUEUE_MILLIS = 300;
    /** A busy machine's encoder leaves pictures out, and does not make them smaller. */
    private static final Map<String, Object> CAMERA =
            Map.of("size", "h720", "simulcast", true, "degradationPreference", "maintain-resolution");

    private static final Map<String, Object> RECEIVER = Map.of("audio", false, "video", false);

    private static NarrowNetwork network;
    private static Path picture;
    private static CallServer node;
    private static SfuHarness inside;
    private static SfuHarness outside;
    private final List<Peer> present = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(NarrowNetwork.isPossible(), "this machine does not let us make network namespaces: not root");
        network = NarrowNetwork.open();
        picture = Files.createTempFile("picture", ".y4m");
        TestPicture.write(picture, FPS, 1);
        String host = network.address();
        // ICE-lite, as otherwise LiveKit's server makes checks by itself, past the relays.
        node = LIVEKIT
                ? LiveKitProcess.start(host, SECRET, "use_ice_lite: true")
                : NodeProcess.start(host, """
                                port: 0
                                bind_addresses: ["%1$s"]
                                rtc: {udp_port: 0, node_ip: "%1$s", congestion_control: {enabled: %3$s}}
                                keys: {devkey: %2$s}
                                prometheus: {port: 0}
                                """.formatted(host, SECRET, !WITHOUT));
        Path client = NodeProcess.root()
                .resolve("ear/system-tests/src/test/web/node_modules/livekit-client/dist/livekit-client.umd.js");
        InetAddress address = InetAddress.getByName(host);
        inside = new SfuHarness(network.running(CHROMIUM), client, address, List.of());
        outside = new SfuHarness(CHROMIUM, client, address, List.of("--use-file-for-fake-video-capture=" + picture));
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {inside, outside, node, network}) {
            if (each != null) {
                each.close();
            }
        }
        if (picture != null) {
            Files.deleteIfExists(picture);
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
        Peer peer = harness.join(
                node.webSocketUrl(), token.toJwt(), Connections.usual().with(options));
        present.add(peer);
        return peer;
    }

    /** Somebody who sees the largest picture of another, and is being recorded. */
    private Peer watching(String room, Map<String, Object> more) {
        join(outside, room, "ada", CAMERA);
        var options = new HashMap<>(RECEIVER);
        options.putAll(more);
        Peer bob = join(inside, room, "bob", options);
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        bob.measure("begin", "ada");
        return bob;
    }

    private static void pass(Peer peer, int seconds) {
        peer.page().waitForTimeout(seconds * 1_000.0);
    }

    private static void print(String... lines) {
        System.out.println(String.join("\n", lines));
    }

    @Test
    void aConnectionThatBecomesNarrowAndWideAgainIsFollowed() throws Exception {
        network.carries(2_500, QUEUE_MILLIS);
        Peer bob = watching("narrow", Map.of());
        pass(bob, 20);
        double begun = Watched.now(bob) - 20_000;
        network.carries(300, QUEUE_MILLIS);
        double narrow = Watched.now(bob);
        pass(bob, 20);
        network.carries(2_500, QUEUE_MILLIS);
        double wide = Watched.now(bob);
        pass(bob, 20);
        double end = Watched.now(bob);
        Watched seen = Watched.by(bob);

        print("2500 kbit/s, from 20 s on 300, from 40 s on 2500", seen.table(begun, end));
        summary(seen, narrow, end);
        double own = seen.longestGap(narrow - 10_000, narrow);
        print(String.format(
                Locale.ROOT,
                "smaller after %.1f s, largest again after %.1f s; longest gap before %.0f ms",
                seen.secondsToSmaller(narrow, LARGEST - 1),
                seen.secondsToSteady(wide, LARGEST),
                own));
        assumeFalse(WITHOUT || LIVEKIT, "nothing is expected");
        var all = new SoftAssertions();
        all.assertThat(seen.percentOf(LARGEST, narrow - 10_000, narrow))
                .as("percent of the largest picture before")
                .isGreaterThan(95);
        all.assertThat(seen.secondsToSmaller(narrow, LARGEST - 1))
                .as("seconds to a smaller picture")
                .isBetween(0.0, 1.5);
        all.assertThat(seen.longestGap(narrow, end))
                .as("freeze in ms, besides what the machine itself needs")
                .isLessThanOrEqualTo(500 + own);
        all.assertThat(seen.concealedPercent(narrow, end))
                .as("percent of sound concealed")
                .isLessThan(2);
        all.assertThat(seen.secondsToSteady(wide, LARGEST))
                .as("seconds to the largest picture")
                .isBetween(0.0, 10.0);
        all.assertAll();
    }

    /** Relays in front of the node's media ports, by port. */
    private static Map<Integer, LossyRelay> relays() throws IOException, InterruptedException {
        Map<Integer, LossyRelay> relays = new HashMap<>();
        for (int port : node.udpPorts()) {
            relays.put(port, new LossyRelay(InetAddress.getByName(network.address()), port, 0, port));
        }
        return relays;
    }

    private static Map<String, Object> through(Map<Integer, LossyRelay> relays) {
        Map<String, Integer> ports = new HashMap<>();
        relays.forEach((port, relay) -> ports.put(String.valueOf(port), relay.port()));
        return Map.of("relay", ports);
    }

    @Test
    void lossIsLivedWith() throws Exception {
        network.carries(10_000, QUEUE_MILLIS);
        Map<Integer, LossyRelay> relays = relays();
        try {
            Peer bob = watching("lossy", through(relays));
            pass(bob, 10);
            double begun = Watched.now(bob) - 10_000;
            relays.values().forEach(relay -> relay.lose(10));
            double lossy = Watched.now(bob);
            pass(bob, 30);
            double end = Watched.now(bob);
            Watched seen = Watched.by(bob);

            print("from 10 s on 10 % lost each way", seen.table(begun, end));
            summary(seen, lossy, end);
            assumeFalse(WITHOUT || LIVEKIT, "nothing is expected");
            assertThat(seen.percentOf(LARGEST, lossy + 10_000, end))
                    .as("percent of the largest picture")
                    .isGreaterThan(80);
        } finally {
            relays.values().forEach(LossyRelay::close);
        }
    }

    @Test
    void aLongWayIsNoNarrowOne() throws Exception {
        network.carries(10_000, QUEUE_MILLIS);
        Map<Integer, LossyRelay> relays = relays();
        try {
            relays.values().forEach(relay -> relay.delay(Duration.ofMillis(500)));
            Peer bob = watching("long", through(relays));
            double begun = Watched.now(bob);
            pass(bob, 20);
            double end = Watched.now(bob);
            Watched seen = Watched.by(bob);

            print("500 ms to the receiver", seen.table(begun, end));
            summary(seen, begun, end);
            assumeFalse(WITHOUT || LIVEKIT, "nothing is expected");
            assertThat(seen.percentOf(LARGEST, begun + 5_000, end))
                    .as("percent of the largest picture")
                    .isGreaterThan(95);
        } finally {
            relays.values().forEach(LossyRelay::close);
        }
    }

    private static void summary(Watched seen, double from, double to) {
        print(String.format(
                Locale.ROOT,
                "largest %.0f %% of the time, longest gap %.0f ms, freezes %.0f (%.1f s), concealed %.2f %%, %.0f kbit/s",
                seen.percentOf(LARGEST, from, to),
                seen.longestGap(from, to),
                seen.grown("freezes", from, to),
                seen.grown("frozen", from, to),
                seen.concealedPercent(from, to),
                seen.kilobits(from, to)));
    }
}
