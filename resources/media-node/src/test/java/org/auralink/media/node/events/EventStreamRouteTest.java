package org.auralink.media.node.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.auralink.media.node.access.Doors;
import org.auralink.media.node.http.HttpLimits;
import org.auralink.media.node.http.HttpServer;
import org.auralink.media.node.http.Routes;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventStreamRouteTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final EventLog log = new EventLog("boot1", new EventLimits(4 << 20));
    private HttpServer server;
    private EventStreamRoute route;

    @BeforeEach
    void start() {
        route = new EventStreamRoute("ND_1", log, Doors.open());
        server = HttpServer.start(
                List.of(InetAddress.getLoopbackAddress()),
                0,
                new Routes().exact("/auralink/v1/events", route),
                HttpLimits.DEFAULT);
    }

    @AfterEach
    void stop() {
        route.close();
        server.close();
    }

    @Test
    void readerGetsWhatIsHeldThenWhatHappens() throws Exception {
        log.append("room_started", "r", "{\"n\":1}");
        try (BufferedReader reader = open(null)) {
            assertThat(reader.readLine()).isEqualTo("event: node");
            assertThat(reader.readLine())
                    .isEqualTo(
                            "data: {\"node_id\":\"ND_1\",\"boot_id\":\"boot1\",\"oldest_sequence\":1,\"last_sequence\":1}");
            assertThat(reader.readLine()).isEmpty();
            assertThat(event(reader)).containsExactly("id: boot1:1", "event: room_started", "data: {\"n\":1}");
            log.append("room_finished", "r", "{\"n\":2}");
            assertThat(event(reader)).containsExactly("id: boot1:2", "event: room_finished", "data: {\"n\":2}");
        }
    }

    @Test
    void resumingReaderGetsWhatItMissed() throws Exception {
        for (int i = 1; i <= 5; i++) {
            log.append("e", "r", "{}");
        }
        try (BufferedReader reader = open("boot1:3")) {
            event(reader);
            assertThat(event(reader)).contains("id: boot1:4");
        }
    }

    @Test
    void readerOfAnotherBootGetsEverything() throws Exception {
        log.append("e", "r", "{}");
        for (String id : List.of("boot0:77", "nonsense", "boot1:99999999999999999999")) {
            try (BufferedReader reader = open(id)) {
                event(reader);
                assertThat(event(reader)).contains("id: boot1:1");
            }
        }
    }

    @Test
    void longReplayArrivesCompleteAndInOrder() throws Exception {
        String filling = "x".repeat(2000);
        for (int i = 1; i <= 1000; i++) {
            log.append("e", "r", "{\"f\":\"" + filling + "\"}");
        }
        try (BufferedReader reader = open(null)) {
            event(reader);
            for (int i = 1; i <= 1000; i++) {
                assertThat(event(reader)).contains("id: boot1:" + i);
            }
        }
    }

    @Test
    void streamNeedsBothGrants() throws Exception {
        for (String token :
                List.of(Tokens.of("", "{\"roomList\":true}"), Tokens.of("", "{\"roomAdmin\":true}"), "rubbish")) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(uri())
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void reportsGoToThoseWhoAskAndTakeNoRoomFromEvents() throws Exception {
        try (BufferedReader plain = open(null);
                BufferedReader asking = open(null, "?quality=true")) {
            event(plain);
            event(asking);
            for (int i = 0; i < 5_000; i++) {
                log.reports().add(i, QualityLogTest.ROOM, QualityLogTest.report("ada"));
            }
            // Before there is an event, which would go first.
            List<String> report = event(asking);
            assertThat(report).hasSize(2).startsWith("event: participant_quality");
            assertThat(report.get(1)).startsWith("data: {\"event\":\"participant_quality\"");
            log.append("room_finished", "r", "{}");
            assertThat(event(plain)).containsExactly("id: boot1:1", "event: room_finished", "data: {}");
            assertThat(log.oldest()).isEqualTo(1);
            while (!report.contains("event: room_finished")) {
                report = event(asking);
            }
            assertThat(report).contains("id: boot1:1");
        }
    }

    @Test
    void aReaderThatComesLaterGetsNoReportsOfBefore() throws Exception {
        try (BufferedReader first = open(null, "?quality=true")) {
            event(first);
            log.reports().add(1, QualityLogTest.ROOM, QualityLogTest.report("before"));
            assertThat(event(first).get(1)).contains("before");
            try (BufferedReader second = open(null, "?quality=true")) {
                event(second);
                log.reports().add(2, QualityLogTest.ROOM, QualityLogTest.report("after"));
                assertThat(event(second).get(1)).contains("after");
            }
        }
    }

    private BufferedReader open(String lastEventId) throws Exception {
        return open(lastEventId, "");
    }

    private BufferedReader open(String lastEventId, String query) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(uri() + query)).header("Authorization", "Bearer " + Tokens.admin(""));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private static List<String> event(BufferedReader reader) throws Exception {
        var lines = new ArrayList<String>();
        for (String line = reader.readLine(); !line.isEmpty() || lines.isEmpty(); line = reader.readLine()) {
            if (!line.startsWith(":") && !line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.port() + "/auralink/v1/events");
    }
}
