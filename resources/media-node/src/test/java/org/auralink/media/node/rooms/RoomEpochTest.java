package org.auralink.media.node.rooms;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.signal.RawClient;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who was replaced as the owner of a room, and does not know it, changes nothing here. */
@Timeout(60)
class RoomEpochTest {
    private static final String ADMIN = Tokens.admin("");

    private static TestNode node;

    @BeforeAll
    static void start() {
        node = new TestNode("");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static HttpResponse<String> create(String room, String epoch) throws Exception {
        return node.post("RoomService/CreateRoom", ADMIN, "{\"name\":\"" + room + "\"}", epoch);
    }

    private static HttpResponse<String> delete(String room, String epoch) throws Exception {
        return node.post("RoomService/DeleteRoom", ADMIN, "{\"room\":\"" + room + "\"}", epoch);
    }

    @Test
    void anOwnerThatWasReplacedNeitherOpensNorClosesTheRoom() throws Exception {
        assertThat(create("fenced", "5").statusCode()).isEqualTo(200);
        for (HttpResponse<String> refused : new HttpResponse[] {create("fenced", "4"), delete("fenced", "1")}) {
            assertThat(refused.statusCode()).isEqualTo(412);
            assertThat(refused.body()).contains("\"code\":\"failed_precondition\"", "is outdated", "as 5");
        }
        assertThat(create("fenced", "5").statusCode()).as("the same again").isEqualTo(200);
        assertThat(create("fenced", "6").statusCode()).as("the next owner").isEqualTo(200);
        assertThat(create("fenced", "5").statusCode()).isEqualTo(412);
        assertThat(delete("fenced", "6").statusCode()).isEqualTo(200);
        assertThat(create("fenced", "5").statusCode()).as("closed meanwhile").isEqualTo(412);
        assertThat(create("another", "1").statusCode()).isEqualTo(200);
    }

    @Test
    void whoDoesNotCountIsNotFencedOff() throws Exception {
        assertThat(create("tools", "7").statusCode()).isEqualTo(200);
        assertThat(node.post("RoomService/CreateRoom", ADMIN, "{\"name\":\"tools\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(node.post("RoomService/DeleteRoom", ADMIN, "{\"room\":\"tools\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "x", "", "007", "9999999999999999999"})
    void anEpochThatIsNoneIsRefusedByTheNameOfItsHeader(String epoch) throws Exception {
        HttpResponse<String> refused = create("unopened", epoch);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"invalid_argument\"", "X-AuraLink-Room-Epoch: expected");
        assertThat(node.get("/rtc/validate", Tokens.join("ada", "unopened")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void eventsTellByWhichOwnershipTheirRoomWasOpened() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.url() + "/auralink/v1/events"))
                .header("Authorization", "Bearer " + ADMIN)
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            create("told", "3");
            assertThat(event(reader, "room_started", "told")).startsWith("data: {\"roomEpoch\":\"3\",\"event\":");
            create("told", "8");
            delete("told", "8");
            assertThat(event(reader, "room_finished", "told")).startsWith("data: {\"roomEpoch\":\"8\",");
            try (RawClient ada = node.join("ada", "uncounted")) {
                ada.next(JOIN);
                assertThat(event(reader, "room_started", "uncounted")).startsWith("data: {\"event\":");
            }
        }
    }

    private static String event(BufferedReader reader, String kind, String room) throws Exception {
        String line = reader.readLine();
        while (!(line.startsWith("data: ") && line.contains("\"" + kind + "\"") && line.contains("\"" + room + "\""))) {
            line = reader.readLine();
        }
        return line;
    }

    @Test
    void namesThatWereSeenLongestAgoAreForgottenFirst() {
        var epochs = new RoomEpochs();
        epochs.show("kept", 9);
        epochs.show("forgotten", 9);
        for (int i = 0; i < RoomEpochs.MOST - 1; i++) {
            epochs.show("kept", 1);
            epochs.show("room " + i, 1);
        }
        assertThat(epochs.show("kept", 1)).isEqualTo(9);
        assertThat(epochs.show("forgotten", 1)).isEqualTo(1);
    }
}
