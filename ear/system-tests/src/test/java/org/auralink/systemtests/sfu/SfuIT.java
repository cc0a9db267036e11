package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.livekit.server.RoomServiceClient;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import livekit.LivekitModels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LiveKit's browser SDK in a real Chromium against a media node without anything around it. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SfuIT {
    /** The acceptance criterion: picture and sound within this time. */
    private static final int MEDIA_SECONDS = 15;

    /** How soon media has to be back when a NAT gave a client another port, and by how many pictures that is told. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(3);
    /** More than a browser still had in its buffers. */
    private static final int PICTURES = 8;

    /** Small pictures, so that several encoders fit on two cores. */
    private static final Map<String, Object> SMALL = Map.of("size", "h180", "simulcast", false);

    private static NodeProcess node;
    private static BrowserRooms rooms;
    private static RoomServiceClient service;
    private final List<Peer> present = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        rooms = new BrowserRooms();
        node = rooms.node();
        service = rooms.service();
    }

    @AfterAll
    static void stop() {
        if (rooms != null) {
            rooms.close();
        }
    }

    @AfterEach
    void everybodyGoes() {
        present.forEach(Peer::end);
        present.clear();
    }

    private Peer join(String room, String identity, Map<String, Object> options) {
        Peer peer = rooms.join(room, identity, options);
        present.add(peer);
        return peer;
    }

    @Test
    @Order(1)
    void twoPeopleSeeAndHearEachOtherAndSeeWhoIsMuted() {
        Peer ada = join("pair", "ada", Map.of());
        Peer bob = join("pair", "bob", Map.of());
        ada.seesAndHears(MEDIA_SECONDS, "bob");
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        bob.expectThat("sound with redundancy", """
                (room) => {
                  const [{ track }] = room.remoteParticipants.get('ada').audioTrackPublications.values();
                  return track.receiver.getParameters().codecs.some(({ mimeType }) => mimeType === 'audio/red');
                }""", null, MEDIA_SECONDS);

        ada.mute("microphone", true);
        bob.expect("ada muted", 5, all -> all.get("ada").muted().equals(List.of("microphone")));
        ada.mute("camera", true);
        bob.expect("ada's camera off", 5, all -> all.get("ada").muted().size() == 2);
        ada.mute("camera", false);
        ada.mute("microphone", false);
        bob.expect("ada unmuted", 5, all -> all.get("ada").muted().isEmpty());
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
    }

    @Test
    @Order(2)
    void h264IsForwarded() {
        Peer ada = join("h264", "ada", Map.of("codec", "h264", "simulcast", false));
        Peer bob = join("h264", "bob", Map.of("codec", "h264"));
        ada.seesAndHears(MEDIA_SECONDS, "bob");
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        assertThat(ada.sentCodec()).isEqualTo("video/H264");
    }

    /** Sizes and rates in one stream, of which the receiver gets what it asks for. */
    @ParameterizedTest
    @CsvSource({"vp9, true", "av1, false"})
    @Order(3)
    void scalableVideoIsReceivedInTheSizeThatIsAskedFor(String codec, boolean single) throws IOException {
        String name = "video/" + codec.toUpperCase(Locale.ROOT);
        Peer ada = join(codec, "ada", Map.of("audio", false, "codec", codec));
        Peer bob = join(codec, "bob", Map.of("audio", false, "video", false, "singlePeerConnection", single));
        bob.expect("the large picture", 2 * MEDIA_SECONDS, all -> width(all) == 640);
        assertThat(ada.sentCodec()).isEqualTo(name);
        assertThat(bob.call("receivedCodec", "ada")).isEqualTo(name);
        bob.call("quality", List.of("ada", "LOW"));
        bob.expect("the small picture", MEDIA_SECONDS, all -> width(all) == 320);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
        bob.call("quality", List.of("ada", "HIGH"));
        bob.expect("the large picture again", MEDIA_SECONDS, all -> width(all) == 640);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
        assertThat(service.getParticipant(codec, "ada").execute().body())
                .satisfies(info -> assertThat(info.getTracks(0).getMimeType()).isEqualTo(name));
    }

    /** The publisher is asked for its second codec then, and everybody gets that: two would cost it twice. */
    @ParameterizedTest
    @ValueSource(strings = {"VP9", "AV1"})
    @Order(3)
    void whoCannotDecodeACodecGetsTheOther(String codec) {
        assumeTrue(codec.equals("VP9") || Boolean.getBoolean("auralink.sdks"), codec + " is tried by the profile sdks");
        String room = "backup-" + codec;
        Map<String, Object> listener = Map.of("audio", false, "video", false);
        join(room, "ada", Map.of("audio", false, "codec", codec.toLowerCase(Locale.ROOT), "size", "h180"));
        Peer bob = join(room, "bob", listener);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
        assertThat(bob.call("receivedCodec", "ada")).isEqualTo("video/" + codec);
        var limited = new HashMap<>(listener);
        limited.put("singlePeerConnection", false);
        limited.put("cannotDecode", codec);
        Peer eve = join(room, "eve", limited);
        eve.seesMoreOf("ada", 20, 2 * MEDIA_SECONDS);
        assertThat(eve.call("receivedCodec", "ada")).isEqualTo("video/VP8");
        bob.seesMoreOf("ada", 60, MEDIA_SECONDS);
        assertThat(bob.call("receivedCodec", "ada")).isEqualTo("video/VP8");
    }

    @Test
    @Order(3)
    void receiverGetsTheSimulcastLayerItAsksFor() {
        join("layers", "ada", Map.of());
        Peer bob = join("layers", "bob", SMALL);
        bob.expect("the large picture", MEDIA_SECONDS, all -> width(all) == 640);
        bob.call("quality", List.of("ada", "LOW"));
        bob.expect("the small picture", MEDIA_SECONDS, all -> width(all) == 320);
        bob.call("quality", List.of("ada", "HIGH"));
        bob.expect("the large picture again", MEDIA_SECONDS, all -> width(all) == 640);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
    }

    private static int width(Map<String, Peer.Received> all) {
        return all.containsKey("ada") ? all.get("ada").width() : 0;
    }

    @Test
    @Order(4)
    void fourPeopleAllReceiveEachOther() {
        List<String> names = List.of("one", "two", "three", "four");
        var peers = names.stream().map(name -> join("four", name, SMALL)).toList();
        for (int i = 0; i < peers.size(); i++) {
            String own = names.get(i);
            peers.get(i)
                    .seesAndHears(
                            2 * MEDIA_SECONDS,
                            names.stream().filter(name -> !name.equals(own)).toArray(String[]::new));
        }
    }

    @Test
    @Order(5)
    void twoCallsAtOnceDoNotHearEachOther() {
        Peer red1 = join("red", "red1", SMALL);
        Peer blue1 = join("blue", "blue1", SMALL);
        Peer red2 = join("red", "red2", SMALL);
        Peer blue2 = join("blue", "blue2", SMALL);
        red1.seesAndHears(MEDIA_SECONDS, "red2");
        blue1.seesAndHears(MEDIA_SECONDS, "blue2");
        red2.seesAndHears(MEDIA_SECONDS, "red1");
        blue2.seesAndHears(MEDIA_SECONDS, "blue1");
    }

    @Test
    @Order(6)
    void callGoesOnUnderGarbageOnTheMediaPorts() throws Exception {
        Peer ada = join("garbage", "ada", SMALL);
        Peer bob = join("garbage", "bob", SMALL);
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        var random = new Random(7);
        try (var socket = new DatagramSocket()) {
            for (int port : node.udpPorts()) {
                for (int i = 0; i < 5000; i++) {
                    socket.send(new DatagramPacket(
                            garbage(random), 0, random.nextInt(1200), NodeProcess.ownAddress(), port));
                }
            }
        }
        bob.seesMoreOf("ada", 30, MEDIA_SECONDS);
        ada.seesAndHears(MEDIA_SECONDS, "bob");
        assertThat(node.metrics()).contains("auralink_datagrams_dropped_total");
    }

    @Test
    @Order(7)
    void lossOnBothSidesIsRepaired() throws Exception {
        var relays = new HashMap<Integer, LossyRelay>();
        try {
            Map<String, Object> lossy = Map.of("size", "h180", "simulcast", false, "relay", detour(relays, 5));
            Peer ada = join("loss", "ada", lossy);
            Peer bob = join("loss", "bob", lossy);
            ada.seesAndHears(2 * MEDIA_SECONDS, "bob");
            bob.seesAndHears(2 * MEDIA_SECONDS, "ada");
            bob.seesMoreOf("ada", 100, MEDIA_SECONDS);
            assertThat(relays.values().stream().mapToInt(LossyRelay::lost).sum())
                    .isGreaterThan(20);
            assertThat(bob.received().get("ada").repaired())
                    .as("asked for by a receiver")
                    .isPositive();
            assertThat(ada.repeated() + bob.repeated())
                    .as("asked for by the node")
                    .isPositive();
        } finally {
            relays.values().forEach(LossyRelay::close);
        }
    }

    /** Opens a relay for each media port of the node, and says which port stands for which. */
    private static Map<String, Integer> detour(Map<Integer, LossyRelay> relays, int lossPercent) throws Exception {
        var ports = new HashMap<String, Integer>();
        for (int port : node.udpPorts()) {
            relays.put(port, new LossyRelay(NodeProcess.ownAddress(), port, lossPercent, port));
            ports.put(Integer.toString(port), relays.get(port).port());
        }
        return ports;
    }

    /** Somebody who only listens is the hardest to find: the node knows the new port only from what comes from there. */
    @Test
    @Order(8)
    void mediaIsBackWithinThreeSecondsOfANatsNewPort() throws Exception {
        var relays = new HashMap<Integer, LossyRelay>();
        try {
            Map<String, Integer> ports = detour(relays, 0);
            Peer ada = join("nat", "ada", SMALL);
            Peer bob = join("nat", "bob", Map.of("size", "h180", "simulcast", false, "relay", ports));
            Peer eve = join("nat", "eve", Map.of("audio", false, "video", false, "relay", ports));
            bob.seesMoreOf("ada", 60, MEDIA_SECONDS);
            eve.seesMoreOf("ada", 60, MEDIA_SECONDS);
            ada.seesMoreOf("bob", 60, MEDIA_SECONDS);
            for (int change = 0; change < 3; change++) {
                relays.values().forEach(LossyRelay::changePorts);
                long changed = System.nanoTime();
                List<Flow> flows = List.of(Flow.now("ada", eve), Flow.now("ada", bob), Flow.now("bob", ada));
                while (!flows.stream().allMatch(Flow::goesOn)) {
                    assertThat(System.nanoTime() - changed)
                            .as("change %d, nanoseconds until all of %s had %d more pictures", change, flows, PICTURES)
                            .isLessThan(BACK_WITHIN.toNanos());
                    ada.page().waitForTimeout(50);
                }
            }
            assertThat(bob.noted("reconnecting") || eve.noted("reconnecting")).isFalse();
        } finally {
            relays.values().forEach(LossyRelay::close);
        }
    }

    /** Pictures of somebody at somebody else, and how many there were. */
    private record Flow(String from, Peer to, long before) {
        static Flow now(String from, Peer to) {
            return new Flow(from, to, to.received().get(from).framesDecoded());
        }

        boolean goesOn() {
            return to.received().get(from).framesDecoded() >= before + PICTURES;
        }
    }

    /** Looks like STUN, DTLS, RTP or nothing at all, by its first byte. */
    private static byte[] garbage(Random random) {
        byte[] bytes = new byte[1200];
        random.nextBytes(bytes);
        bytes[0] = (byte)
                List.of(0, 1, 22, 23, 128, 144, 200, 255).get(random.nextInt(8)).intValue();
        return bytes;
    }

    @Test
    @Order(9)
    void removedParticipantIsDisconnectedAndSeenToLeave() throws Exception {
        Peer ada = join("removal", "ada", SMALL);
        Peer bob = join("removal", "bob", SMALL);
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        assertThat(service.listParticipants("removal").execute().body())
                .allMatch(info -> info.getState() == LivekitModels.ParticipantInfo.State.ACTIVE)
                .allMatch(info -> info.getTracksCount() == 2)
                .extracting(LivekitModels.ParticipantInfo::getIdentity)
                .containsExactlyInAnyOrder("ada", "bob");

        assertThat(service.removeParticipant("removal", "ada").execute().isSuccessful())
                .isTrue();
        ada.expectNoted("disconnected", 10);
        assertThat(ada.state()).isEqualTo("disconnected");
        bob.expect("ada to be gone", 10, Map::isEmpty);
        assertThat(bob.state()).isEqualTo("connected");
    }

    @Test
    @Order(10)
    void lostSignallingIsResumedWhileMediaGoesOn() {
        Peer ada = join("resume", "ada", SMALL);
        Peer bob = join("resume", "bob", SMALL);
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        ada.call("simulate", "signal-reconnect");
        ada.expectNoted("reconnected", MEDIA_SECONDS);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
        ada.seesMoreOf("bob", 20, MEDIA_SECONDS);
        assertThat(bob.noted("participantDisconnected")).isFalse();
    }

    @Test
    @Order(11)
    void fullReconnectBringsEverythingBack() {
        Peer ada = join("anew", "ada", SMALL);
        Peer bob = join("anew", "bob", SMALL);
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        ada.call("simulate", "full-reconnect");
        ada.expectNoted("reconnected", MEDIA_SECONDS);
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        ada.seesAndHears(MEDIA_SECONDS, "bob");
    }

    @Test
    @Order(12)
    void eventsTellACallInItsOrderAndGoOnWhereTheReaderWas() throws Exception {
        Peer ada = join("told", "ada", SMALL);
        Peer bob = join("told", "bob", Map.of("video", false));
        ada.expect(
                "bob's sound",
                MEDIA_SECONDS,
                all -> all.get("bob") != null && all.get("bob").audioEnergy() > 0);
        bob.leave();
        ada.expect("bob to be gone", 10, Map::isEmpty);
        assertThat(service.deleteRoom("told").execute().isSuccessful()).isTrue();

        List<EventReader.Event> all =
                EventReader.read(node, "", "told", event -> event.summary().equals("room_finished") && named(event));
        assertThat(all.stream().map(EventReader.Event::summary))
                .containsExactly(
                        "room_started",
                        "participant_joined ada",
                        "track_published ada",
                        "track_published ada",
                        "participant_joined bob",
                        "track_published bob",
                        "track_unpublished bob",
                        "participant_left bob",
                        "track_unpublished ada",
                        "track_unpublished ada",
                        "participant_left ada",
                        "room_finished");

        List<EventReader.Event> rest = EventReader.read(
                node, all.get(6).id(), "told", event -> event.summary().equals("room_finished") && named(event));
        assertThat(rest).isEqualTo(all.subList(7, 12));
    }

    private static boolean named(EventReader.Event event) {
        return event.json().getAsJsonObject("room").get("name").getAsString().equals("told");
    }

    @Test
    @Order(Integer.MAX_VALUE) // There is no node afterwards.
    void stoppedNodeTellsEverybodyWithinFiveSeconds() throws Exception {
        Peer ada = join("stop", "ada", SMALL);
        assertThat(node.terminate()).isLessThan(Duration.ofSeconds(5));
        ada.expectNoted("disconnected", 10);
        // DisconnectReason.SERVER_SHUTDOWN
        assertThat(ada.log()).contains("\"disconnected\",\"detail\":\"3\"");
    }

    @Test
    @Order(14)
    void applicationMutesTracksAndDecidesWhatIsReceived() throws Exception {
        join("administered", "ada", SMALL);
        Peer bob = join("administered", "bob", SMALL);
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        LivekitModels.ParticipantInfo ada =
                service.getParticipant("administered", "ada").execute().body();
        assertThat(ada.getState()).isEqualTo(LivekitModels.ParticipantInfo.State.ACTIVE);
        String camera = sid(ada, LivekitModels.TrackSource.CAMERA);

        service.updateSubscriptions("administered", "bob", List.of(camera), false)
                .execute();
        bob.expect("sound without a picture", 5, all -> all.get("ada").tracks() == 1);
        service.updateSubscriptions("administered", "bob", List.of(camera), true)
                .execute();
        bob.expect("the picture again", 5, all -> all.get("ada").tracks() == 2);

        String microphone = sid(ada, LivekitModels.TrackSource.MICROPHONE);
        assertThat(service.mutePublishedTrack("administered", "ada", microphone, true)
                        .execute()
                        .body()
                        .getMuted())
                .isTrue();
        bob.expect("ada muted", 5, all -> all.get("ada").muted().equals(List.of("microphone")));
        var unmuted = service.mutePublishedTrack("administered", "ada", microphone, false)
                .execute();
        assertThat(unmuted.code()).isEqualTo(412);
        assertThat(unmuted.errorBody().string()).contains("remote unmute not enabled");
    }

    private static String sid(LivekitModels.ParticipantInfo participant, LivekitModels.TrackSource source) {
        return participant.getTracksList().stream()
                .filter(track -> track.getSource() == source)
                .findFirst()
                .orElseThrow()
                .getSid();
    }

    @Test
    @Order(15)
    void whoIsMovedIsSeenAndHeardInTheOtherRoomOverTheSameConnections() throws Exception {
        Peer ada = join("moving", "ada", SMALL);
        Peer bob = join("moving", "bob", SMALL);
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        assertThat(service.moveParticipant("moving", "ada", "moved").execute().code())
                .isEqualTo(200);
        ada.expectNoted("moved", 5);
        bob.expect("nobody", 5, Map::isEmpty);
        assertThat(service.moveParticipant("moving", "bob", "moved").execute().code())
                .isEqualTo(200);
        ada.seesAndHears(MEDIA_SECONDS, "bob");
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        for (Peer peer : List.of(ada, bob)) {
            assertThat(peer.page().evaluate("() => window.harness.room().name")).isEqualTo("moved");
            assertThat(peer.noted("reconnecting") || peer.noted("signalReconnecting") || peer.noted("disconnected"))
                    .isFalse();
            assertThat(peer.webSockets()).hasSize(1);
        }
        assertThat(EventReader.read(node, "", "moved", event -> isAbout("moved", event, "participant_joined bob")))
                .extracting(EventReader.Event::summary)
                .startsWith("room_started", "participant_joined ada")
                .endsWith("participant_joined bob");
        ada.call("simulate", "signal-reconnect");
        ada.expectNoted("reconnected", MEDIA_SECONDS);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
    }

    @Test
    @Order(17)
    void whoIsForwardedIsSeenAndHeardInBothRoomsUntilItIsTakenOutOfTheOther() throws Exception {
        Peer ada = join("studio", "ada", SMALL);
        Peer bob = join("studio", "bob", SMALL);
        Peer carol = join("audience", "carol", SMALL);
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        assertThat(service.forwardParticipant("studio", "ada", "audience")
                        .execute()
                        .code())
                .isEqualTo(200);
        carol.seesAndHears(MEDIA_SECONDS, "ada");
        bob.seesMoreOf("ada", 10, MEDIA_SECONDS);
        ada.mute("microphone", true);
        carol.expect("ada muted", 5, all -> all.get("ada").muted().equals(List.of("microphone")));
        service.removeParticipant("audience", "ada").execute();
        carol.expect("nobody", 5, Map::isEmpty);
        bob.seesMoreOf("ada", 10, MEDIA_SECONDS);
        assertThat(ada.noted("disconnected")).isFalse();
    }

    private static boolean isAbout(String room, EventReader.Event event, String summary) {
        return event.json().getAsJsonObject("room").get("name").getAsString().equals(room)
                && event.summary().equals(summary);
    }

    @Test
    @Order(16)
    void whoIsMovedToARoomThatSomebodyWaitsInMeetsThemWhereverItLives() throws Exception {
        List<Peer> waiting = List.of(join("waiting1", "bob", SMALL), join("waiting2", "carol", SMALL));
        Peer ada = join("wandering", "ada", SMALL);
        service.moveParticipant("wandering", "ada", "waiting1").execute();
        ada.seesAndHears(MEDIA_SECONDS, "bob");
        waiting.get(0).seesAndHears(MEDIA_SECONDS, "ada");
        service.moveParticipant("waiting1", "ada", "waiting2").execute();
        ada.seesAndHears(MEDIA_SECONDS, "carol");
        waiting.get(1).seesAndHears(MEDIA_SECONDS, "ada");
        waiting.get(0).expect("nobody", 5, Map::isEmpty);
        assertThat(ada.page().evaluate("() => window.harness.room().name")).isEqualTo("waiting2");
    }
}
