package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import io.livekit.server.AccessToken;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long a person waits who joins a call in Chromium, until connected and until the first picture of somebody who is there, in a
 * room of ours and in one of LiveKit's server in turn, on the same machine. Figures are in docs/media-benchmarks.md.
 */
@Timeout(900)
@EnabledIfSystemProperty(
        named = "auralink.compare",
        matches = "true",
        disabledReason = "LiveKit's server is built, which takes Go and minutes: -Pcompare")
class JoinTimesIT {
    private static final int JOINS = Integer.getInteger("auralink.compare.joins", 15);
    private static final int STARTS = Integer.getInteger("auralink.compare.starts", 3);
    /** Most of it is the browser's own, which other work on the machine makes longer now for one, now for the other. */
    private static final double HARDLY_LONGER = 1.25;

    private static final String SECRET = "a-secret-of-more-than-thirty-two-characters";
    private static final String ROOM = "joined";

    private static SfuHarness harness;

    /** Where people join. */
    private enum Kind {
        OURS,
        LIVEKIT;

        CallServer start(String host) throws Exception {
            return this == LIVEKIT
                    ? LiveKitProcess.start(host, SECRET, "")
                    : NodeProcess.startAsLaunched(host, """
                            port: 0
                            bind_addresses: ["%1$s"]
                            rtc: {udp_port: 0, tcp_port: 0, node_ip: "%1$s"}
                            keys: {devkey: %2$s}
                            prometheus: {port: 0}
                            """.formatted(host, SECRET));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        LiveKitProcess.program();
        harness = new SfuHarness(
                Path.of("/usr/bin/chromium"),
                NodeProcess.root()
                        .resolve(
                                "ear/system-tests/src/test/web/node_modules/livekit-client/dist/livekit-client.umd.js"));
    }

    @AfterAll
    static void stop() {
        if (harness != null) {
            harness.close();
        }
    }

    private static String host() throws Exception {
        return NodeProcess.ownAddress().getHostAddress();
    }

    private static String token(String identity) {
        var token = new AccessToken("devkey", SECRET);
        token.setIdentity(identity);
        token.addGrants(new RoomJoin(true), new RoomName(ROOM));
        return token.toJwt();
    }

    /** In a page of its own, as everybody's is. */
    private static Map<String, Number> join(CallServer server, String identity, boolean sees) {
        Peer peer = harness.open();
        try {
            return peer.joins(Map.of("url", server.webSocketUrl(), "token", token(identity), "sees", sees));
        } finally {
            peer.end();
        }
    }

    private static Peer publisher(CallServer server) {
        return harness.join(
                server.webSocketUrl(), token("ada"), Connections.usual().with(Map.of("audio", true, "size", "h360")));
    }

    /** Steps of all joins by name, each in ms. */
    private static void add(Map<String, List<Double>> times, Map<String, Number> steps, String... prefix) {
        steps.forEach((name, at) -> times.computeIfAbsent(String.join("", prefix) + name, key -> new ArrayList<>())
                .add(at.doubleValue()));
    }

    /** By the nearest rank. */
    private static double percentile(List<Double> times, int percent) {
        List<Double> sorted = times.stream().sorted().toList();
        return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    }

    private static double median(Map<Kind, Map<String, List<Double>>> times, Kind kind, String step) {
        return percentile(times.get(kind).get(step), 50);
    }

    private static void print(String title, Map<Kind, Map<String, List<Double>>> times) {
        var text = new StringBuilder(title).append("\n");
        times.forEach((kind, steps) -> steps.entrySet().stream()
                .sorted((one, other) ->
                        Double.compare(percentile(one.getValue(), 50), percentile(other.getValue(), 50)))
                .forEach(step -> text.append(String.format(
                        Locale.ROOT,
                        "%-8s %-28s n %2d  median %6.0f  p95 %6.0f  least %6.0f%n",
                        kind,
                        step.getKey(),
                        step.getValue().size(),
                        percentile(step.getValue(), 50),
                        percentile(step.getValue(), 95),
                        percentile(step.getValue(), 1)))));
        System.out.println(text);
    }

    private static Map<Kind, Map<String, List<Double>>> table() {
        Map<Kind, Map<String, List<Double>>> times = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            times.put(kind, new LinkedHashMap<>());
        }
        return times;
    }

    /** Ours first and LiveKit's first in turn, so that a drift of the machine favours neither. */
    private static List<Kind> order(int round) {
        return round % 2 == 0 ? List.of(Kind.OURS, Kind.LIVEKIT) : List.of(Kind.LIVEKIT, Kind.OURS);
    }

    @Test
    void whoJoinsARunningServerWaitsHardlyLongerThanWithLiveKits() throws Exception {
        Map<Kind, Map<String, List<Double>>> times = table();
        try (CallServer ours = Kind.OURS.start(host());
                CallServer livekit = Kind.LIVEKIT.start(host())) {
            Peer one = publisher(ours);
            Peer other = publisher(livekit);
            try {
                // Not counted: the browser's own first time, and that both cameras run.
                join(ours, "first", true);
                join(livekit, "first", true);
                for (int round = 0; round < JOINS; round++) {
                    for (Kind kind : order(round)) {
                        add(times.get(kind), join(kind == Kind.OURS ? ours : livekit, "guest" + round, true));
                    }
                }
            } finally {
                one.end();
                other.end();
            }
        }

        print("joins of a running server, ms", times);
        assertThat(times.get(Kind.OURS).get("firstFrame")).hasSize(JOINS);
        for (String step : List.of("connected", "firstFrame")) {
            assertThat(median(times, Kind.OURS, step))
                    .as(step)
                    .isLessThan(HARDLY_LONGER * median(times, Kind.LIVEKIT, step));
        }
    }

    @Test
    void theFirstWhoJoinsAfterAStartDoesNotWaitForIt() throws Exception {
        Map<Kind, Map<String, List<Double>>> times = table();
        for (int round = 0; round < STARTS; round++) {
            for (Kind kind : order(round)) {
                try (CallServer server = kind.start(host())) {
                    Map<String, List<Double>> of = times.get(kind);
                    add(of, join(server, "first", false), "first: ");
                    Peer ada = publisher(server);
                    try {
                        add(of, join(server, "later", true), "later: ");
                    } finally {
                        ada.end();
                    }
                }
            }
        }

        print("joins of a server that has just started, ms", times);
        assertThat(times.get(Kind.OURS).get("later: firstFrame")).hasSize(STARTS);
        assertThat(median(times, Kind.OURS, "first: connected"))
                .isLessThan(2 * median(times, Kind.LIVEKIT, "first: connected"));
    }
}
