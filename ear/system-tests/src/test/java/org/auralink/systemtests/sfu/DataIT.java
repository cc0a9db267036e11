package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import io.livekit.server.AccessToken;
import io.livekit.server.RoomAdmin;
import io.livekit.server.RoomName;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import livekit.LivekitModels.DataPacket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What participants send each other besides media: LiveKit's browser SDK in a real Chromium against a media node
 * without anything around it, over one peer connection, as it does by itself, and over two.
 */
@Timeout(60)
class DataIT {
    private static final int SECONDS = 10;
    private static final int MEGABYTE = 1_000_000;
    private static final int FRAMES = 50;

    /** Three people in a room who send no media. */
    private record Trio(Peer ada, Peer bob, Peer eve) {}

    private static final Map<Connections, Trio> TRIOS = new EnumMap<>(Connections.class);
    private static BrowserRooms rooms;

    @BeforeAll
    static void start() throws Exception {
        rooms = new BrowserRooms();
        for (Connections connections : Connections.values()) {
            TRIOS.put(
                    connections,
                    new Trio(
                            join(room(connections), "ada", connections),
                            join(room(connections), "bob", connections),
                            join(room(connections), "eve", connections)));
        }
    }

    @AfterAll
    static void stop() {
        if (rooms != null) {
            rooms.close();
        }
    }

    private static String room(Connections connections) {
        return "data-" + connections;
    }

    private static Peer join(String room, String identity, Connections connections) {
        return join(room, identity, connections, Map.of());
    }

    private static Peer join(String room, String identity, Connections connections, Map<String, Object> more) {
        var options = new HashMap<String, Object>(Map.of("audio", false, "video", false));
        options.putAll(more);
        Peer peer = rooms.join(connections, room, identity, options);
        peer.data("listen", Map.of("topics", List.of("text", "file")));
        return peer;
    }

    @ParameterizedTest
    @EnumSource
    void pageIsConnectedByItsFirstAttempt(Connections connections) {
        String room = "first-" + connections;
        Peer ada = join(room, "ada", connections);
        ada.data("publish", Map.of("text", "anybody?", "topic", "first"));

        assertThat(ada.webSockets()).containsExactly(connections.path());
        assertThat(ada.console()).noneMatch(line -> line.startsWith("error") || line.startsWith("warning"));
        ada.end();
    }

    @ParameterizedTest
    @EnumSource
    void messagesReachAllOthersOrThoseWhoAreNamed(Connections connections) {
        Trio trio = TRIOS.get(connections);
        for (boolean reliable : List.of(true, false)) {
            String topic = "reliable-" + reliable;
            trio.ada()
                    .data(
                            "publish",
                            Map.of("text", "bob alone", "topic", topic, "reliable", reliable, "to", List.of("bob")));
            trio.ada().data("publish", Map.of("text", "everybody", "topic", topic, "reliable", reliable));

            assertThat(textsOf(trio.bob().dataOf("messages", topic, 2, SECONDS)))
                    .containsExactlyInAnyOrder("ada: bob alone", "ada: everybody");
            assertThat(textsOf(trio.eve().dataOf("messages", topic, 1, SECONDS)))
                    .containsExactly("ada: everybody");
            assertThat(trio.ada().dataOf("messages", topic, 0, 0)).as("an echo").isEmpty();
        }
    }

    private static List<String> textsOf(List<Map<String, Object>> messages) {
        return messages.stream()
                .map(message -> message.get("from") + ": " + message.get("text"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void chatReachesTheOthers(Connections connections) {
        Trio trio = TRIOS.get(connections);
        trio.eve().data("chat", "Grüße");

        for (Peer other : List.of(trio.ada(), trio.bob())) {
            assertThat(textsOf(other.dataOf("messages", "chat", 1, SECONDS))).containsExactly("eve: Grüße");
        }
    }

    @ParameterizedTest
    @EnumSource
    void callOfFifteenKilobytesIsAnswered(Connections connections) {
        Trio trio = TRIOS.get(connections);
        String payload = IntStream.range(0, 15_000)
                .mapToObj(i -> Character.toString('a' + i * 7 % 26))
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString();

        assertThat(call(trio.ada(), "bob", "backwards", payload))
                .containsEntry("result", new StringBuilder(payload).reverse().toString());
    }

    @ParameterizedTest
    @EnumSource
    void callThatFailsTellsWhy(Connections connections) {
        Trio trio = TRIOS.get(connections);

        assertThat(call(trio.ada(), "bob", "unheard-of", "")).containsEntry("code", 1400);
        assertThat(call(trio.ada(), "nobody", "backwards", "")).containsEntry("code", 1501);
        assertThat(call(trio.bob(), "eve", "fail", "")).containsEntry("code", 1500);
        assertThat(call(trio.eve(), "ada", "refuse", ""))
                .containsEntry("code", 4711)
                .containsEntry("message", "not today")
                .containsEntry("data", "ask tomorrow");
    }

    @SuppressWarnings("unchecked") // The shape is that of data.js.
    private static Map<String, Object> call(Peer caller, String to, String method, String payload) {
        return (Map<String, Object>) caller.data("call", Map.of("to", to, "method", method, "payload", payload));
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("unchecked") // The shape is that of data.js.
    void streamsOfAMegabyteArriveWhole(Connections connections) {
        Trio trio = TRIOS.get(connections);
        var text = (Map<String, Object>)
                trio.ada().data("sendText", Map.of("topic", "text", "length", MEGABYTE, "seed", 11));
        var file = (Map<String, Object>)
                trio.ada().data("sendFile", Map.of("topic", "file", "length", MEGABYTE, "seed", 12));

        for (Peer other : List.of(trio.bob(), trio.eve())) {
            assertThat(other.dataOf("streams", "text", 1, SECONDS))
                    .singleElement()
                    .satisfies(stream ->
                            assertThat(stream).containsEntry("from", "ada").containsAllEntriesOf(text));
            assertThat(other.dataOf("streams", "file", 1, SECONDS))
                    .singleElement()
                    .satisfies(stream -> assertThat(stream)
                            .containsEntry("from", "ada")
                            .containsEntry("name", "noise.bin")
                            .containsAllEntriesOf(file));
        }
    }

    @ParameterizedTest
    @EnumSource
    void messageOfTheServerBearsItsTopic(Connections connections) throws Exception {
        Trio trio = TRIOS.get(connections);
        var service = rooms.service();
        byte[] text = "closing soon".getBytes(StandardCharsets.UTF_8);
        for (var kind : List.of(DataPacket.Kind.RELIABLE, DataPacket.Kind.LOSSY)) {
            String topic = "server-" + kind;
            assertThat(service.sendData(room(connections), text, kind, List.of(), List.of("eve"), topic)
                            .execute()
                            .isSuccessful())
                    .isTrue();
            assertThat(service.sendData(room(connections), text, kind, List.of(), List.of(), topic)
                            .execute()
                            .isSuccessful())
                    .isTrue();

            assertThat(textsOf(trio.ada().dataOf("messages", topic, 1, SECONDS)))
                    .containsExactly(": closing soon");
            assertThat(textsOf(trio.eve().dataOf("messages", topic, 2, SECONDS)))
                    .containsExactly(": closing soon", ": closing soon");
        }
    }

    @ParameterizedTest
    @EnumSource
    void callOfTheServerIsAnsweredAsOneOfAParticipant(Connections connections) throws Exception {
        assertThat(callOfTheServer(room(connections), "bob", "backwards", "abc"))
                .isEqualTo("200 {\"payload\":\"cba\"}");
        assertThat(callOfTheServer(room(connections), "bob", "unheard-of", ""))
                .isEqualTo("400 {\"code\":\"invalid_argument\","
                        + "\"msg\":\"RpcError 1400: Method not supported at destination\"}");
        assertThat(callOfTheServer(room(connections), "ada", "refuse", ""))
                .isEqualTo("500 {\"code\":\"internal\",\"msg\":\"RpcError 4711: not today: ask tomorrow\"}");
        assertThat(callOfTheServer(room(connections), "nobody", "backwards", ""))
                .isEqualTo("404 {\"code\":\"not_found\",\"msg\":\"participant does not exist\"}");
    }

    /** No SDK for Java has this method yet. */
    private static String callOfTheServer(String room, String to, String method, String payload) throws Exception {
        var token = new AccessToken("devkey", "secret");
        token.addGrants(new RoomAdmin(true), new RoomName(room));
        var request = HttpRequest.newBuilder(URI.create(rooms.node().url() + "/twirp/livekit.RoomService/PerformRpc"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token.toJwt())
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"room": "%s", "destination_identity": "%s", "method": "%s", "payload": "%s"}
                        """.formatted(room, to, method, payload)))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    @ParameterizedTest
    @EnumSource
    void lostSignallingLosesNothingReliable(Connections connections) {
        String room = "resume-" + connections;
        Peer ada = join(room, "ada", connections);
        Peer bob = join(room, "bob", connections);
        for (Peer peer : List.of(ada, bob)) {
            peer.data("startCounting", Map.of("topic", "count", "more", 50));
        }
        ada.dataOf("messages", "count", 20, SECONDS);

        ada.call("simulate", "signal-reconnect");
        ada.expectNoted("reconnected", SECONDS);

        int sentByAda = ((Number) ada.data("finishCounting", Map.of())).intValue();
        int sentByBob = ((Number) bob.data("finishCounting", Map.of())).intValue();
        assertThat(textsOf(bob.dataOf("messages", "count", sentByAda, SECONDS))).isEqualTo(numbers("ada", sentByAda));
        assertThat(textsOf(ada.dataOf("messages", "count", sentByBob, SECONDS))).isEqualTo(numbers("bob", sentByBob));
        assertThat(bob.noted("participantDisconnected")).isFalse();
        ada.end();
        bob.end();
    }

    private static List<String> numbers(String from, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> from + ": " + number)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("unchecked") // The shape is that of data.js.
    void framesOfADataTrackReachThoseWhoSubscribe(Connections connections) {
        Trio trio = TRIOS.get(connections);
        assertThat(trio.ada().data("publishTrack", "other")).isEqualTo(Map.of());
        assertThat(trio.bob().data("publishTrack", "gps")).isEqualTo(Map.of());
        trio.eve().data("receiveTrack", Map.of("from", "ada", "name", "other"));
        trio.eve().data("receiveTrack", Map.of("from", "bob", "name", "gps"));
        trio.ada().data("receiveTrack", Map.of("from", "bob", "name", "gps"));
        knock(trio.bob(), "gps", trio.eve(), trio.ada());
        long thrownAway = DatagramsLost.onThisMachine();
        // Five packets each.
        var pushed = (List<Map<String, Object>>)
                trio.bob().data("pushFrames", Map.of("name", "gps", "count", FRAMES, "length", 5_000));
        knock(trio.bob(), "gps", trio.eve(), trio.ada());

        for (Peer receiver : List.of(trio.eve(), trio.ada())) {
            List<Map<String, Object>> frames = receiver.dataOf("frames", "gps", 0, 0);
            var expected = new ArrayList<>(pushed);
            expected.retainAll(frames.stream().map(DataIT::asPushed).toList());
            assertThat(frames).extracting(DataIT::asPushed).isEqualTo(expected);
            assertAllCame(frames.size(), FRAMES, thrownAway, trio.bob(), receiver);
        }
        assertThat((Map<String, Object>) trio.bob().data("publishTrack", "gps"))
                .containsEntry("reason", "DuplicateName");
        int received = trio.eve().dataOf("frames", "gps", 0, 0).size();
        trio.bob().data("unpublishTrack", "gps");
        assertThat(trio.eve().dataOf("frames", "gps", received + 1, SECONDS).get(received))
                .containsEntry("ended", true);
        assertThat(trio.eve().dataOf("frames", "other", 0, 0)).isEmpty();
    }

    /** The channel repeats nothing, so a frame is missing for each datagram that a socket threw away, and for no other reason. */
    private static void assertAllCame(int frames, int pushed, long thrownAway, Peer publisher, Peer receiver) {
        long lost = DatagramsLost.onThisMachine() - thrownAway;
        assertThat((long) frames)
                .as(() -> lost + " datagrams were thrown away; the publisher said:\n" + publisher.log()
                        + "\nthe receiver said:\n" + receiver.log())
                .isBetween(Math.max(0, pushed - lost), (long) pushed);
    }

    private static Map<String, Object> asPushed(Map<String, Object> frame) {
        return Map.of("number", frame.get("number"), "length", frame.get("length"), "hash", frame.get("hash"));
    }

    /** Until everybody who asked for the track gets it; then what was pushed before has arrived, or never will. */
    private static void knock(Peer publisher, String track, Peer... receivers) {
        long deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
        var before = new HashMap<Peer, Integer>();
        for (Peer each : receivers) {
            before.put(each, each.dataOf("knocks", track, 0, 0).size());
        }
        while (List.of(receivers).stream()
                .anyMatch(each -> each.dataOf("knocks", track, 0, 0).size() <= before.get(each))) {
            assertThat(System.nanoTime()).as("nobody hears").isLessThan(deadline);
            publisher.data("knock", track);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dataTracksGoOnAfterLostSignallingAndAfterAFullReconnect(Connections connections) {
        String room = "tracks-" + connections;
        Peer ada = join(room, "ada", connections);
        Peer bob = join(room, "bob", connections);
        ada.data("publishTrack", "gps");
        ada.data("publishTrack", "after");
        bob.data("receiveTrack", Map.of("from", "ada", "name", "gps"));
        ada.call("simulate", "signal-reconnect");
        ada.expectNoted("reconnected", SECONDS);
        knock(ada, "gps", bob);
        long thrownAway = DatagramsLost.onThisMachine();
        ada.data("pushFrames", Map.of("name", "gps", "count", 20, "length", 100));
        knock(ada, "gps", bob);
        assertAllCame(bob.dataOf("frames", "gps", 0, 0).size(), 20, thrownAway, ada, bob);

        // Then the browser's client ends its streams by itself.
        bob.call("simulate", "full-reconnect");
        bob.expectNoted("reconnected", SECONDS);
        bob.data("receiveTrack", Map.of("from", "ada", "name", "after"));
        knock(ada, "after", bob);
        ada.end();
        bob.end();
    }

    @ParameterizedTest
    @EnumSource
    void encryptedMessagesAreReadByThoseAloneWhoHaveTheKey(Connections connections) {
        Map<String, Object> keyed = Map.of("passphrase", "sesame");
        String room = "secret-" + connections;
        Peer ada = join(room, "ada", connections, keyed);
        Peer bob = join(room, "bob", connections, keyed);
        Peer eve = join(room, "eve", connections);
        ada.data("publish", Map.of("text", "hidden", "topic", "secret"));

        assertThat(textsOf(bob.dataOf("messages", "secret", 1, SECONDS))).containsExactly("ada: hidden");
        eve.expectSaid("Received encrypted packet but E2EE not set up", SECONDS);
        assertThat(eve.dataOf("messages", "secret", 0, 0)).isEmpty();
        ada.end();
        eve.end();
        bob.end();
    }
}
