package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** People in calls, and what happens to their networks and their node. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SfuIT extends CallsInChromium {
    /**
     * Until media is back when a NAT gave a client another port: two seconds where the browsers have the machine to themselves.
     * That it is back with the first packet from there, AssociationPathsTest shows; here, that no browser connects anew for it.
     */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(20);

    /** More than a browser still had in its buffers. */
    private static final int PICTURES = 8;

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
    void mediaIsBackAfterANatsNewPortWithoutAReconnect() throws Exception {
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
    @Order(Integer.MAX_VALUE) // There is no node afterwards.
    void stoppedNodeTellsEverybodyWithinFiveSeconds() throws Exception {
        Peer ada = join("stop", "ada", SMALL);
        assertThat(node.terminate()).isLessThan(Duration.ofSeconds(5));
        ada.expectNoted("disconnected", 10);
        // DisconnectReason.SERVER_SHUTDOWN
        assertThat(ada.log()).contains("\"disconnected\",\"detail\":\"3\"");
    }
}
