package org.auralink.media.node.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.auralink.media.node.MediaNode;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published secrets of development: what a proxy or a browser passes on is refused, whoever asks. */
@Timeout(60)
class DevelopmentKeyTest {
    private static final String SAFE_SECRET = "0123456789abcdef0123456789abcdef";
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = new TestNode("");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** The status that each door answers: joining, server API, events. */
    private static String statuses(int port, String token, String admin, String headers) throws IOException {
        String host = headers.contains("Host: ") ? "" : "Host: localhost:" + port + "\r\n";
        return status(port, "GET /rtc/validate HTTP/1.1\r\n" + host + headers, token, "")
                + " "
                + status(
                        port,
                        "POST /twirp/livekit.RoomService/ListRooms HTTP/1.1\r\nContent-Type: application/json\r\n"
                                + host + headers,
                        admin,
                        "{}")
                + " " + status(port, "GET /auralink/v1/events HTTP/1.1\r\n" + host + headers, admin, "");
    }

    private static String status(int port, String head, String token, String body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = head + "Authorization: Bearer " + token + "\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] line = socket.getInputStream().readNBytes(12);
            return new String(line, StandardCharsets.US_ASCII).substring(9);
        }
    }

    private static String withDevelopmentKey(String headers) throws IOException {
        return statuses(node.port(), Tokens.join("ada", "r"), Tokens.admin("r"), headers);
    }

    @Test
    void programsOfThisMachineGetInAndPagesOfThisMachineMayJoin() throws Exception {
        assertThat(withDevelopmentKey("")).isEqualTo("200 200 200");
        assertThat(withDevelopmentKey("Host: [::1]:7880\r\n")).isEqualTo("200 200 200");
        assertThat(withDevelopmentKey("Origin: http://localhost:5173\r\n")).isEqualTo("200 401 401");
        assertThat(withDevelopmentKey("Origin: http://127.0.0.1:8080\r\n")).isEqualTo("200 401 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 203.0.113.9",
                "x-forwarded-proto: https",
                "X-Forwarded-Host: calls.example.com",
                "X-FORWARDED-SERVER: x",
                "Forwarded: for=203.0.113.9",
                "X-Real-IP: 203.0.113.9",
                "Via: 1.1 proxy",
                "Host: calls.example.com",
                "Host: localhost.example.com",
                "Host: 203.0.113.7:7880",
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost.evil.example",
                "Origin: http://127.0.0.1.evil.example",
                "Origin: http://localhost@evil.example",
            })
    void whatCameThroughAProxyOrFromAnotherSiteIsRefusedAtEveryDoor(String header) throws Exception {
        assertThat(withDevelopmentKey(header + "\r\n")).isEqualTo("401 401 401");
    }

    @Test
    void aKeyThatNobodyElseKnowsIsTakenThroughProxies() throws Exception {
        NodeConfig config = NodeConfig.parse("""
                port: 0
                development: true
                keys: {devkey: secret, k: %s}
                rtc: {udp_port: 0, node_ip: 127.0.0.1}
                """.formatted(SAFE_SECRET), null);
        try (MediaNode mixed = MediaNode.start(config)) {
            String join = Tokens.signed(Tokens.claims("k", "ada", "{\"roomJoin\":true,\"room\":\"r\"}"), SAFE_SECRET);
            String admin = Tokens.signed(
                    Tokens.claims("k", "", "{\"roomList\":true,\"roomAdmin\":true,\"room\":\"r\"}"), SAFE_SECRET);
            String headers = "Host: calls.example.com\r\nX-Forwarded-For: 203.0.113.9\r\n";
            assertThat(statuses(mixed.port(), join, admin, headers)).isEqualTo("200 200 200");
            assertThat(statuses(mixed.port(), Tokens.join("ada", "r"), Tokens.admin("r"), headers))
                    .isEqualTo("401 401 401");
        }
    }
}
