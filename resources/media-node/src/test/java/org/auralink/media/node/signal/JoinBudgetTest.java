package org.auralink.media.node.signal;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.auralink.media.node.MediaNode;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.signal.SignalCounters.Outcome;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JoinBudgetTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static MediaNode behindAProxy(String limit) {
        return MediaNode.start(NodeConfig.parse("""
                port: 0
                keys: {k: %s}
                rtc: {udp_port: 0, node_ip: 127.0.0.1}
                node: {event_loops: 1, trusted_proxies: [127.0.0.1]}
                limit: {%s}
                """.formatted(SECRET, limit), null));
    }

    private static String token(String identity) {
        return Tokens.signed(Tokens.claims("k", identity, "{\"roomJoin\":true,\"room\":\"r\"}"), SECRET);
    }

    private static HttpResponse<String> get(MediaNode node, String path, String token, String client) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("X-Forwarded-For", client)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whoComesTooOftenIsToldWhenToComeAgainAndNobodyElseIsRefused() throws Exception {
        try (MediaNode node = behindAProxy("")) {
            String eve = token("eve");
            HttpResponse<String> refused = get(node, "/rtc/validate", eve, "203.0.113.1");
            for (int i = 0; i < 60 && refused.statusCode() == 200; i++) {
                refused = get(node, "/rtc/validate", eve, "203.0.113.1");
            }
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).isEqualTo("this participant comes too often: try again in 1 second");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.headers().firstValue("Access-Control-Expose-Headers"))
                    .contains("Retry-After");
            assertThat(get(node, "/rtc/validate", token("ada"), "203.0.113.1").statusCode())
                    .as("another person at the same address")
                    .isEqualTo(200);
            assertThat(node.signalling().total(Outcome.RATE_LIMITED)).isPositive();
        }
    }

    @Test
    void anAddressThatSendsManyPeopleAtOnceIsRefusedAndOthersBehindTheSameProxyAreNot() throws Exception {
        try (MediaNode node = behindAProxy("joins_per_address: 40")) {
            for (int i = 0; i < 10; i++) {
                assertThat(get(node, "/rtc/validate", token("p" + i), "2001:db8::" + i)
                                .statusCode())
                        .isEqualTo(200);
            }
            HttpResponse<String> refused = get(node, "/rtc/validate", token("p10"), "2001:db8::ffff");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).startsWith("too many joins from this address: try again in ");
            assertThat(get(node, "/rtc/validate", token("p10"), "203.0.113.2").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusedTokensAreAnswered429WhereThereAreTooManyOfThemAtEveryDoorAlikeAndGoodOnesAreNotRefused()
            throws Exception {
        try (MediaNode node = behindAProxy("")) {
            List<String> doors = List.of("/rtc/validate", "/auralink/v1/events");
            HttpResponse<String> refused = get(node, doors.get(0), "garbage", "203.0.113.1");
            assertThat(refused.statusCode()).isEqualTo(401);
            for (int i = 0; i < 200 && refused.statusCode() == 401; i++) {
                refused = get(node, doors.get(i % 2), "garbage", "203.0.113.1");
            }
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            HttpResponse<String> twirp = HTTP.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + node.port() + "/twirp/livekit.RoomService/ListRooms"))
                            .header("Authorization", "Bearer garbage")
                            .header("Content-Type", "application/json")
                            .header("X-Forwarded-For", "203.0.113.1")
                            .POST(HttpRequest.BodyPublishers.ofString("{}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(twirp.statusCode()).isEqualTo(429);
            assertThat(twirp.body()).contains("resource_exhausted");
            assertThat(twirp.headers().firstValue("Retry-After")).isPresent();
            assertThat(get(node, "/rtc/validate", token("ada"), "203.0.113.1").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void openConnectionsOfOneAddressAreBoundedAndAClosedOneMakesRoom() throws Exception {
        try (var node = new TestNode("limit: {connections_per_address: 3}\n")) {
            var open = new ArrayList<RawClient>();
            for (int i = 0; i < 3; i++) {
                RawClient client = node.join("p" + i, "r");
                client.next(JOIN);
                open.add(client);
            }
            assertThat(RawClient.refusal(node.port(), Tokens.join("p3", "r"))).isEqualTo(429);
            open.remove(0).close();
            Waiting.until("room for one more", Duration.ofSeconds(10), () -> {
                try (RawClient more = node.join("p4", "r")) {
                    return true;
                } catch (CompletionException e) {
                    return false;
                }
            });
            open.forEach(RawClient::close);
        }
    }
}
