package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What may happen to a connection, as LiveKit's browser SDK asks for it: in one room over one peer connection and in another
 * over two, at once.
 */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScenariosIT {
    private static final int SECONDS = 20;
    private static final int PICTURES = 15;

    /** Whether somebody whose microphone is off speaks as wanted. */
    private static final String SPEAKS = """
            (room, wanted) => {
              const ada = room.remoteParticipants.get('ada');
              return !ada.isMicrophoneEnabled && ada.isSpeaking === wanted;
            }""";

    /** Says how many bits per second its connection takes, 0 for as many as there are. */
    private static final String LIMITED = "(room, bits) => room.simulateScenario('subscriber-bandwidth', bits)";

    private static final String CAMERA_IS =
            "(room, state) => room.remoteParticipants.get('ada').getTrackPublication('camera').track?.streamState === state";

    /** Two in a room who see and hear each other. */
    private record Pair(Peer ada, Peer bob) {
        static Pair in(String room, Map<String, Object> connections) {
            var options = new HashMap<String, Object>(Map.of("size", "h180", "simulcast", false));
            options.putAll(connections);
            return new Pair(rooms.join(room, "ada", options), rooms.join(room, "bob", options));
        }

        void goesOn() {
            bob.seesMoreOf("ada", PICTURES, SECONDS);
            ada.seesMoreOf("bob", PICTURES, SECONDS);
        }
    }

    private static BrowserRooms rooms;
    private static List<Pair> pairs;

    @BeforeAll
    static void start() throws Exception {
        rooms = new BrowserRooms();
        pairs = List.of(Pair.in("one", Map.of()), Pair.in("two", Map.of("singlePeerConnection", false)));
        pairs.forEach(Pair::goesOn);
    }

    @AfterAll
    static void stop() {
        if (rooms != null) {
            rooms.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signal-reconnect",
                "disconnect-signal-on-resume",
                "disconnect-signal-on-resume-no-messages",
                "migration",
                "resume-reconnect",
                "full-reconnect",
                "leave-full-reconnect",
                "node-failure"
            })
    @Order(1)
    void clientsComeBackFromWhateverHappensToTheirConnection(String scenario) {
        List<Integer> before =
                pairs.stream().map(pair -> pair.ada().times("reconnected")).toList();
        pairs.forEach(pair -> pair.ada().call("simulate", scenario));
        for (int i = 0; i < pairs.size(); i++) {
            pairs.get(i).ada().expectNotedAgain("reconnected", before.get(i), SECONDS);
        }
        for (Pair pair : pairs) {
            pair.goesOn();
            assertThat(pair.bob().call("identities", "")).isEqualTo(List.of("ada"));
            assertThat(pair.bob().noted("reconnecting")).isFalse();
        }
    }

    @Test
    @Order(2)
    void whoseConnectionTakesLittleHearsAndSeesNot() {
        pairs.forEach(pair -> pair.bob().run(LIMITED, 40_000));
        pairs.forEach(pair -> pair.bob().expectThat("ada's picture to be paused", CAMERA_IS, "paused", SECONDS));
        for (Pair pair : pairs) {
            double heard = pair.bob().received().get("ada").audioEnergy();
            pair.bob().expect("ada's voice", SECONDS, all -> all.get("ada").audioEnergy() > heard);
        }
        pairs.forEach(pair -> pair.bob().run(LIMITED, 0));
        pairs.forEach(pair -> pair.bob().expectThat("ada's picture again", CAMERA_IS, "active", SECONDS));
        pairs.forEach(Pair::goesOn);
    }

    @Test
    @Order(3)
    void whoIsMadeASpeakerIsToldToThoseWhoListen() {
        pairs.forEach(pair -> pair.ada().mute("microphone", true));
        pairs.forEach(pair -> pair.bob().expectThat("ada to be silent", SPEAKS, false, SECONDS));
        pairs.forEach(pair -> pair.ada().call("simulate", "speaker"));
        pairs.forEach(pair -> pair.bob().expectThat("ada to speak", SPEAKS, true, SECONDS));
    }

    @Test
    @Order(4)
    void whomTheServerLetsGoIsGone() {
        pairs.forEach(pair -> pair.ada().call("simulate", "server-leave"));
        pairs.forEach(pair -> pair.ada().expectNoted("disconnected", SECONDS));
        pairs.forEach(pair -> pair.bob().expect("ada to be gone", SECONDS, Map::isEmpty));
    }
}
