package org.auralink.media.node.twirp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.ListRoomsResponse;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwirpRouteTest {
    private static final String ROOMS = "/twirp/livekit.RoomService/";

    private final TwirpDoor door = new TwirpDoor();

    @AfterEach
    void stop() {
        door.close();
    }

    @Test
    void jsonAnswersUseProtoNamesAndWriteDefaults() throws Exception {
        HttpResponse<String> answer = post("ListRooms", "application/json", "{}", Tokens.admin("r"));

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject room = JsonParser.parseString(answer.body())
                .getAsJsonObject()
                .getAsJsonArray("rooms")
                .get(0)
                .getAsJsonObject();
        assertThat(room.get("num_participants").getAsInt()).isZero();
        assertThat(room.get("creation_time").getAsString()).isEqualTo("0");
    }

    @Test
    void protobufIsAnsweredInProtobuf() throws Exception {
        HttpResponse<byte[]> answer = door.bytes(
                door.request("//twirp/livekit.RoomService/ListRooms", "application/protobuf", Tokens.admin("r"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                ListRoomsRequest.getDefaultInstance().toByteArray())));

        assertThat(ListRoomsResponse.parseFrom(answer.body()).getRooms(0).getName())
                .isEqualTo("r");
    }

    @Test
    void largeBodyOfAGuestIsRefusedBeforeItIsSent() throws Exception {
        assertThat(announceLargeBody(Tokens.join("ada", "r"))).contains(" 413 ");
        assertThat(announceLargeBody(Tokens.admin("r"))).contains(" 100 ");
    }

    @Test
    void theNameOfTheSchemeHasNoCase() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(door.uri(ROOMS + "ListRooms"))
                .header("Content-Type", "application/json")
                .header("Authorization", "bEARER " + Tokens.admin("r"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(door.send(request).statusCode()).isEqualTo(200);
    }

    /** The first line of the answer to a request that waits for permission to send its body (RFC 9110 10.1.1). */
    private String announceLargeBody(String token) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            String head = "POST /twirp/livekit.RoomService/CreateRoom HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 100000\r\nExpect: 100-continue\r\n"
                    + "Authorization: Bearer " + token + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    @Test
    void moreTracksThanARoomLooksThroughAreRefused() throws Exception {
        String sids = String.join(",", Collections.nCopies(1001, "\"TR_1\""));
        HttpResponse<String> answer = post(
                "UpdateSubscriptions",
                "application/json",
                "{\"room\":\"r\",\"track_sids\":[" + sids + "]}",
                Tokens.admin("r"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("track_sids: more than 1000");
    }

    @Test
    void bothSpellingsOfFieldNamesAreRead() throws Exception {
        assertThat(post("CreateRoom", "application/json", "{\"name\":\"n\",\"emptyTimeout\":5}", Tokens.admin(""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("CreateRoom", "application/json", "{\"name\":\"n\",\"empty_timeout\":5}", Tokens.admin(""))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CreateRoom|{}|400|invalid_argument|no room name",
                "CreateRoom|{|400|malformed|the json request could not be decoded",
                "DeleteRoom|{\"room\":\"x\"}|404|not_found|requested room does not exist",
                "GetParticipant|{\"room\":\"r\"}|404|not_found|participant does not exist",
                "RemoveParticipant|{\"room\":\"r\"}|500|internal|internal error",
                "MutePublishedTrack|{\"room\":\"r\"}|500|internal|internal error",
                "ListParticipants|{\"room\":\"other\"}|401|unauthenticated|permissions denied",
                "CreateRoom|{\"name\":\"n\",\"egress\":{}}|400|invalid_argument"
                        + "|egress: this node does not record or stream out of rooms",
                "CreateRoom|{\"name\":\"n\",\"agents\":[{\"agent_name\":\"a\\n\"}]}|400|invalid_argument"
                        + "|agents: agent_name: control characters (U+000A) are not allowed",
                "MoveParticipant|{\"room\":\"r\",\"identity\":\"ada\",\"destination_room\":\"s\"}|404|not_found"
                        + "|participant does not exist",
                "MoveParticipant|{\"room\":\"r\",\"identity\":\"ada\",\"destination_room\":\"t\"}|401|unauthenticated"
                        + "|permissions denied",
                "MoveParticipant|{\"room\":\"s\",\"identity\":\"ada\",\"destination_room\":\"s\"}|401|unauthenticated"
                        + "|permissions denied",
                "ForwardParticipant|{\"room\":\"r\",\"identity\":\"ada\",\"destination_room\":\"s\"}|404|not_found"
                        + "|participant does not exist",
                "ForwardParticipant|{\"room\":\"r\",\"identity\":\"ada\"}|401|unauthenticated|permissions denied",
                "PerformRpc|{\"room\":\"r\"}|400|invalid_argument|method: expected a name",
                "PerformRpc|{\"room\":\"r\",\"method\":\"a\\u0000\"}|400|invalid_argument"
                        + "|method: control characters (U+0000) are not allowed",
                "PerformRpc|{\"room\":\"r\",\"method\":\"m\",\"response_timeout_ms\":50001}|400|invalid_argument"
                        + "|response_timeout_ms: more than 50000",
                "PerformRpc|{\"room\":\"other\",\"method\":\"m\"}|401|unauthenticated|permissions denied",
            })
    void refusalsCarryCodeAndSentence(String method, String body, int status, String code, String message)
            throws Exception {
        HttpResponse<String> answer = post(method, "application/json", body, Tokens.admin("r", "s"));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonObject error = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(error.get("code").getAsString()).isEqualTo(code);
        assertThat(error.get("msg").getAsString()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CreateRoom|{\"name\":\"\\u200b\"}|name: nothing of it can be seen",
                "CreateRoom|{\"name\":\"a\\u202eb\"}|name: bidirectional control characters (U+202E) are not allowed",
                "CreateRoom|{\"name\":\"a\",\"metadata\":\"\\u0000\"}|metadata: control characters (U+0000) are not allowed",
                "UpdateParticipant|{\"room\":\"r\",\"name\":\"\\u3164\"}|name: nothing of it can be seen",
                "UpdateParticipant|{\"room\":\"r\",\"attributes\":{\"a\\tb\":\"\"}}"
                        + "|attributes: a key: control characters (U+0009) are not allowed",
                "UpdateParticipant|{\"room\":\"r\",\"attributes\":{\"k\":\"\\u2067\"}}"
                        + "|attributes.k: bidirectional control characters (U+2067) are not allowed",
                "UpdateParticipant|{\"room\":\"r\",\"permission\":{\"can_publish_sources\":[9]}}"
                        + "|permission.can_publish_sources: expected unknown, camera, microphone, screen_share,"
                        + " screen_share_audio",
                "UpdateRoomMetadata|{\"room\":\"r\",\"metadata\":\"\\u001b[2J\"}"
                        + "|metadata: control characters (U+001B) are not allowed",
            })
    void textsThatCannotBeToldToOthersAreRefusedByName(String method, String body, String message) throws Exception {
        HttpResponse<String> answer = post(method, "application/json", body, Tokens.admin("r"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonParser.parseString(answer.body())
                        .getAsJsonObject()
                        .get("msg")
                        .getAsString())
                .isEqualTo(message);
    }

    @Test
    void namesAreMeasuredInCharactersAndLinesOfMetadataAreTaken() throws Exception {
        String face = "\ud83d\ude00";
        assertThat(post("CreateRoom", "application/json", "{\"name\":\"" + face.repeat(256) + "\"}", Tokens.admin(""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("CreateRoom", "application/json", "{\"name\":\"" + face.repeat(257) + "\"}", Tokens.admin(""))
                        .body())
                .contains("room name length exceeds limits");
        assertThat(post(
                                "UpdateRoomMetadata",
                                "application/json",
                                "{\"room\":\"r\",\"metadata\":\"a\\n\\tb\"}",
                                Tokens.admin("r"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void oversizedMetadataIsRefused() throws Exception {
        String body = "{\"name\":\"n\",\"metadata\":\"" + "m".repeat(512 * 1024 + 1) + "\"}";

        assertThat(post("CreateRoom", "application/json", body, Tokens.admin(""))
                        .body())
                .contains("metadata size exceeds limits");
    }

    @Test
    void dataThatNoClientCouldBeSentIsRefusedByItsField() throws Exception {
        String admin = Tokens.admin("r");
        assertThat(post("SendData", "application/json", "{\"room\":\"r\",\"data\":\"aGk=\",\"topic\":\"t\"}", admin)
                        .statusCode())
                .isEqualTo(200);
        String large = "A".repeat(4 * 20_001);
        for (Map.Entry<String, String> refused : Map.of(
                        "data: more than 60000 bytes",
                        "\"data\":\"" + large + "\"",
                        "nonce: expected 16 bytes",
                        "\"nonce\":\"AAAA\"",
                        "topic: longer than 256",
                        "\"topic\":\"" + "t".repeat(257) + "\"",
                        "topic: control characters",
                        "\"topic\":\"\\u0000\"")
                .entrySet()) {
            HttpResponse<String> answer =
                    post("SendData", "application/json", "{\"room\":\"r\"," + refused.getValue() + "}", admin);
            assertThat(answer.statusCode()).as(refused.getKey()).isEqualTo(400);
            assertThat(answer.body()).contains(refused.getKey());
        }
        assertThat(post("SendData", "application/json", "{\"room\":\"other\"}", admin)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aCallWhosePayloadNoPacketHoldsIsRefused() throws Exception {
        String body = "{\"room\":\"r\",\"method\":\"m\",\"payload\":\"" + "\u00fc".repeat(7_680) + "%s\"}";
        assertThat(post("PerformRpc", "application/json", body.formatted(""), Tokens.admin("r"))
                        .body())
                .isEqualTo("{\"payload\":\"m\"}");
        HttpResponse<String> answer = post("PerformRpc", "application/json", body.formatted("x"), Tokens.admin("r"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"code\":\"malformed\",\"msg\":\"RpcError 1402: Request payload too large\"}");
    }

    @Test
    void aTrackThatDoesNotExistIsMutedWithoutAnAnswer() throws Exception {
        HttpResponse<String> answer = post(
                "MutePublishedTrack", "application/json", "{\"room\":\"r\",\"track_sid\":\"TR_0\"}", Tokens.admin("r"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
    }

    @Test
    void whatACreatorSaysOfNodesAndTagsIsReadAndLeftAlone() throws Exception {
        String body = "{\"name\":\"n\",\"nodeId\":\"ND_1\",\"tags\":{\"a\":\"b\"},\"departure_timeout\":7,"
                + "\"maxParticipants\":3,\"unknown\":{\"x\":[]}}";
        assertThat(post("CreateRoom", "application/json", body, Tokens.admin(""))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void unknownRoutesAreNamedAsSuch() throws Exception {
        assertThat(post("MakeCoffee", "application/json", "{}", Tokens.admin("r"))
                        .body())
                .contains("bad_route");
        assertThat(post("ListRooms", "text/plain", "{}", Tokens.admin("r")).body())
                .contains("bad_route");
        HttpResponse<String> get = door.send(door.request(ROOMS + "ListRooms", "application/json", Tokens.admin("r"))
                .GET());
        assertThat(get.statusCode()).isEqualTo(404);
        assertThat(get.body()).contains("\"code\":\"bad_route\"");
    }

    @Test
    void callersWithoutGrantOrTokenAreUnauthenticated() throws Exception {
        assertThat(post("ListRooms", "application/json", "{}", Tokens.join("ada", "r"))
                        .body())
                .contains("permissions denied");
        HttpResponse<String> none = door.send(HttpRequest.newBuilder(door.uri(ROOMS + "ListRooms"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(none.statusCode()).isEqualTo(401);
    }

    @Test
    void aBodyIsNotReadBeforeItsSenderMayCall() throws Exception {
        assertThat(post("CreateRoom", "application/json", "{", Tokens.join("ada", "r"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("GetParticipant", "application/json", "{", Tokens.join("ada", "r"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aNumberThatNobodyCouldReadInTimeIsRefusedInWords() throws Exception {
        for (String number : List.of("1e999999999", "\"1e999999999\"", "\"" + "9".repeat(1_000_000) + "\"")) {
            HttpResponse<String> answer = post(
                    "CreateRoom",
                    "application/json",
                    "{\"name\":\"n\",\"emptyTimeout\":" + number + "}",
                    Tokens.admin("r"));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .containsPattern(
                            "could not be decoded: an? (number|exponent) of more than \\d+ (characters|digits)");
        }
    }

    @Test
    void mutatedBodiesAreOnlyEverRefused() throws Exception {
        var random = new Random(31);
        String base = "{\"name\":\"room\",\"emptyTimeout\":5,\"tags\":{\"a\":\"b\"},\"egress\":{\"tracks\":{}}}";
        for (int round = 0; round < 300; round++) {
            byte[] body = base.getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(5); i >= 0; i--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            String type = random.nextBoolean() ? "application/json" : "application/protobuf";
            HttpResponse<String> answer = door.send(door.request(ROOMS + "CreateRoom", type, Tokens.admin(""))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
            assertThat(answer.statusCode()).isIn(200, 400);
        }
    }

    private HttpResponse<String> post(String method, String type, String body, String token) throws Exception {
        return door.post(ROOMS + method, type, body, token);
    }
}
