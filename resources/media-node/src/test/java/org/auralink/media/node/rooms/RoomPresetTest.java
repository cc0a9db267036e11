package org.auralink.media.node.rooms;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import livekit.LivekitModels;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.signal.RawClient;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rooms that the configuration describes, made by the server API and by tokens. */
@Timeout(60)
class RoomPresetTest {
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = new TestNode("""
                room:
                  room_configurations:
                    interview: {empty_timeout: 77, departure_timeout: 7, max_participants: 2, metadata: about}
                """);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static HttpResponse<String> create(String json) throws Exception {
        return node.post("RoomService/CreateRoom", Tokens.admin(""), json);
    }

    private static String token(String room, String claim) {
        return Tokens.of("ada", "{\"roomJoin\":true,\"room\":\"" + room + "\"}," + claim);
    }

    @Test
    void whatAPresetSaysHoldsUnlessTheRequestSaysOtherwise() throws Exception {
        HttpResponse<String> made = create("{\"name\":\"made\",\"room_preset\":\"interview\",\"max_participants\":5}");
        assertThat(made.statusCode()).isEqualTo(200);
        JsonObject room = JsonParser.parseString(made.body()).getAsJsonObject();
        assertThat(room.get("empty_timeout").getAsInt()).isEqualTo(77);
        assertThat(room.get("departure_timeout").getAsInt()).isEqualTo(7);
        assertThat(room.get("max_participants").getAsInt()).isEqualTo(5);
        assertThat(room.get("metadata").getAsString()).isEqualTo("about");
    }

    @Test
    void aPresetThatDoesNotExistMakesNoRoom() throws Exception {
        HttpResponse<String> refused = create("{\"name\":\"none\",\"roomPreset\":\"nobody\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("room_preset: there is no preset with this name");
        assertThat(node.post("RoomService/ListRooms", Tokens.admin(""), "{\"names\":[\"none\"]}")
                        .body())
                .isEqualTo("{\"rooms\":[]}");
    }

    @Test
    void aTokenOpensARoomAfterAPresetAndItsOwnConfigurationComesFirst() throws Exception {
        String token = token("token", "\"roomPreset\":\"interview\",\"roomConfig\":{\"departureTimeout\":9}");
        try (RawClient ada = RawClient.connect(node.port(), token, "")) {
            LivekitModels.Room room = ada.next(JOIN).getJoin().getRoom();
            assertThat(room.getEmptyTimeout()).isEqualTo(77);
            assertThat(room.getDepartureTimeout()).isEqualTo(9);
            assertThat(room.getMaxParticipants()).isEqualTo(2);
        }
    }

    @Test
    void aTokenWithAPresetThatDoesNotExistIsRefused() throws Exception {
        String token = token("never", "\"roomPreset\":\"nobody\"");
        assertThat(RawClient.refusal(node.port(), token)).isEqualTo(400);
        HttpResponse<String> why = node.get("/rtc/validate", token);
        assertThat(why.statusCode()).isEqualTo(400);
        assertThat(why.body()).isEqualTo("roomPreset of the token: there is no preset with this name");
    }

    @Test
    void aTokenWhoseAgentsCannotBeIsRefused() throws Exception {
        String agents = "\"roomConfig\":{\"agents\":[" + "{},".repeat(32) + "{}]}";
        assertThat(node.get("/rtc/validate", token("many", agents)).body())
                .isEqualTo("roomConfig of the token: agents: more than 32");
        String named = "\"roomConfig\":{\"agents\":[{\"agentName\":\"\\u202e\"}]}";
        assertThat(node.get("/rtc/validate", token("odd", named)).body())
                .startsWith("roomConfig of the token: agents: agent_name: bidirectional control characters");
    }
}
