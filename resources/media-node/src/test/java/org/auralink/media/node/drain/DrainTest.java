package org.auralink.media.node.drain;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.LEAVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.time.Duration;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.RegionInfo;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.signal.RawClient;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DrainTest {
    private static final String PATH = "/auralink/v1/drain";
    private static final String WHOLE_NODE =
            Tokens.of("", "{\"roomCreate\":true,\"roomList\":true,\"roomAdmin\":true}");

    private TestNode node;

    @BeforeEach
    void start() {
        node = new TestNode("");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private JsonObject send(String method, String query) throws Exception {
        HttpResponse<String> answer = node.send(method, PATH + query, WHOLE_NODE);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String state(JsonObject status) {
        return status.get("state").getAsString();
    }

    @Test
    void aDrainingNodeOpensNoNewRoomsAndSaysSoWhileTheOthersGoOn() throws Exception {
        try (RawClient ada = node.join("ada", "old")) {
            ada.next(JOIN);
            JsonObject status = send("POST", "?deadline_seconds=3600");
            assertThat(state(status)).isEqualTo("draining");
            assertThat(status.get("rooms").getAsInt()).isEqualTo(1);
            assertThat(status.get("deadline_ms").getAsLong()).isPositive();

            HttpResponse<String> refused = node.post("RoomService/CreateRoom", WHOLE_NODE, "{\"name\":\"new\"}");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body())
                    .isEqualTo("{\"code\":\"unavailable\",\"msg\":\"node is draining and opens no new rooms\"}");
            HttpResponse<String> validated = node.get("/rtc/validate", Tokens.join("bob", "new"));
            assertThat(validated.statusCode()).isEqualTo(503);
            assertThat(validated.body()).isEqualTo("node is draining and opens no new rooms");

            assertThat(node.post("RoomService/CreateRoom", WHOLE_NODE, "{\"name\":\"old\"}")
                            .statusCode())
                    .as("a room that is open")
                    .isEqualTo(200);
            try (RawClient bob = node.join("bob", "old")) {
                assertThat(bob.next(JOIN).getJoin().getOtherParticipantsCount()).isEqualTo(1);
            }
        }
    }

    @Test
    void atTheDeadlineWhoIsLeftIsToldToConnectAnewAndWhere() throws Exception {
        try (RawClient ada = node.join("ada", "call")) {
            ada.next(JOIN);
            send("POST", "?deadline_seconds=3600");
            send("POST", "?deadline_seconds=0&elsewhere=wss://b.example,wss://c.example:7880/x");

            LeaveRequest leave = ada.next(LEAVE).getLeave();
            assertThat(leave.getReason()).isEqualTo(DisconnectReason.SERVER_SHUTDOWN);
            assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
            assertThat(leave.getCanReconnect()).isTrue();
            assertThat(leave.getRegions().getRegionsList())
                    .extracting(RegionInfo::getUrl)
                    .containsExactly("wss://b.example", "wss://c.example:7880/x");
            assertThat(ada.closeCode()).isEqualTo(1000);
            Waiting.until("drained", Duration.ofSeconds(10), () -> ended() == 1);
            JsonObject status = send("GET", "");
            assertThat(state(status)).isEqualTo("drained");
            assertThat(status.get("rooms").getAsInt()).isZero();
            assertThat(node.metrics())
                    .containsPattern("auralink_draining\\{[^}]*} 1\n")
                    .containsPattern("auralink_drained_rooms_total\\{[^}]*} 1\n");
        }
    }

    private int ended() {
        return node.node().drain().status().ended();
    }

    @Test
    void aCancelledDrainEndsNothingAndRoomsOpenAgain() throws Exception {
        try (RawClient ada = node.join("ada", "call")) {
            ada.next(JOIN);
            assertThat(state(send("DELETE", ""))).isEqualTo("in_service");
            send("POST", "");
            assertThat(state(send("DELETE", ""))).isEqualTo("in_service");
            try (RawClient bob = node.join("bob", "another")) {
                bob.next(JOIN);
            }
            assertThat(send("GET", "").get("deadline_ms").getAsLong()).isZero();
        }
    }

    @Test
    void aNodeWithoutRoomsIsDrainedAtOnce() throws Exception {
        assertThat(state(send("POST", "?deadline_seconds=3600"))).isEqualTo("drained");
        node.node().drain().awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"roomCreate\":true,\"roomList\":true}",
                "{\"roomList\":true,\"roomAdmin\":true}",
                "{\"roomCreate\":true,\"roomAdmin\":true}",
                "{\"roomCreate\":true,\"roomList\":true,\"roomAdmin\":true,\"room\":\"mine\"}",
                "{\"roomJoin\":true,\"room\":\"mine\"}"
            })
    void whoDoesNotAdministerTheWholeNodeNeitherDrainsNorSees(String video) throws Exception {
        for (String method : new String[] {"GET", "POST", "DELETE"}) {
            HttpResponse<String> answer = node.send(method, PATH, Tokens.of("ada", video));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("permissions denied");
        }
        assertThat(state(send("GET", ""))).isEqualTo("in_service");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?deadline_seconds=-1",
                "?deadline_seconds=86401",
                "?deadline_seconds=1h",
                "?deadline_seconds=",
                "?deadline_seconds=99999999999999999999",
                "?elsewhere=https://b.example",
                "?elsewhere=wss://",
                "?elsewhere=wss://b.example,",
                "?elsewhere=wss://a%20b",
                "?elsewhere=ws://a,ws://b,ws://c,ws://d,ws://e,ws://f,ws://g,ws://h,ws://i"
            })
    void aWrongCommandIsRefusedByTheNameOfWhatIsWrongAndBeginsNothing(String query) throws Exception {
        HttpResponse<String> answer = node.send("POST", PATH + query, WHOLE_NODE);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith(query.substring(1, query.indexOf('=')) + ": expected ");
        assertThat(state(send("GET", ""))).isEqualTo("in_service");
    }

    @Test
    void otherMethodsAreNotAllowed() throws Exception {
        assertThat(node.send("PUT", PATH, WHOLE_NODE).statusCode()).isEqualTo(405);
    }
}
