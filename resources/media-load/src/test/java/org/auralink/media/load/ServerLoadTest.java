package org.auralink.media.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.auralink.media.node.MediaNode;
import org.auralink.media.node.config.NodeConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole node, driven by its address as any server is. */
@Timeout(60)
class ServerLoadTest {
    private static MediaNode node;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws Exception {
        node = MediaNode.start(NodeConfig.parse("""
                port: 0
                development: true
                keys: {devkey: secret}
                rtc: {udp_port: 0, node_ip: 127.0.0.1}
                """, null));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private ServerLoad.Outcome run(String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("--url", "ws://127.0.0.1:" + node.port()));
        args.addAll(List.of(more));
        return new ServerLoad(
                        ServerSettings.parse(args.toArray(String[]::new)),
                        new PrintStream(said, true, StandardCharsets.UTF_8))
                .run();
    }

    @Test
    void mediaAndDataReachEverySubscriberWhole() throws Exception {
        String pid = String.valueOf(ProcessHandle.current().pid());
        ServerLoad.Outcome outcome = run(
                "--subscribers", "3", "--seconds", "1", "--warm-up", "2", "--messages-per-second", "50", "--pid", pid);
        assertThat(outcome.sentPackets()).isPositive();
        assertThat(outcome.tally().sentMessages()).isPositive();
        assertThat(outcome.tally().messages()).isEqualTo(3 * outcome.tally().sentMessages());
        assertThat(outcome.tally().media()).isGreaterThanOrEqualTo(3 * outcome.sentPackets());
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("joined: 4 participants, p50 ", " received by 3, ", "us of a processor for each of them");
    }

    @Test
    void dataAloneNeedsNoCamera() throws Exception {
        ServerLoad.Outcome outcome = run(
                "--subscribers",
                "2",
                "--seconds",
                "1",
                "--warm-up",
                "1",
                "--packets-per-second",
                "0",
                "--messages-per-second",
                "20",
                "--lossy");
        assertThat(outcome.sentPackets()).isZero();
        assertThat(outcome.tally().messages()).isPositive();
    }

    @Test
    void aServerThatLetsNobodyInIsNamed() {
        assertThatThrownBy(() -> run("--api-secret", "wrong"))
                .cause()
                .hasMessageEndingWith("/rtc/v1: the server answers 401");
    }

    @Test
    void badArgumentIsNamed() {
        assertThatThrownBy(() -> ServerSettings.parse(new String[] {"--url", "http://x"}))
                .hasMessageStartingWith("--url: ");
        assertThatThrownBy(() -> ServerSettings.parse(new String[] {"--url", "ws://x", "--message-bytes", "99999"}))
                .hasMessageStartingWith("--message-bytes: ");
        assertThatThrownBy(() -> ServerSettings.parse(new String[] {"--url", "ws://x", "--loss"}))
                .hasMessageStartingWith("--loss: ");
    }
}
