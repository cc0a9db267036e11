package org.auralink.systemtests.sfu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A camera in Chromium sends what somebody shows, and nothing else. */
@Timeout(180)
class DynacastIT {
    /** The node's delay, which by itself is LiveKit's of 5 s and of a second here, and the client's part. */
    private static final int PAUSED_SECONDS = 10;

    private static final int MEDIA_SECONDS = 45;
    private static final double INTERVAL_MILLIS = 1_000;

    private static final Map<String, Object> PUBLISHER =
            Map.of("audio", false, "size", "h360", "dynacast", true, "adaptiveStream", true);
    private static final Map<String, Object> RECEIVER =
            Map.of("audio", false, "video", false, "dynacast", true, "adaptiveStream", true);

    private static final String FEWER =
            "(room, fps) => room.remoteParticipants.get('ada').videoTrackPublications.forEach(each => each.setVideoFPS(fps))";

    private static final String LAYERED = """
            async (room) => {
              const { sender } = room.localParticipant.getTrackPublication('camera').track;
              const parameters = sender.getParameters();
              parameters.encodings[0].scalabilityMode = 'L1T3';
              await sender.setParameters(parameters);
            }""";

    private static BrowserRooms rooms;

    @BeforeAll
    static void start() throws Exception {
        rooms = new BrowserRooms();
    }

    @AfterAll
    static void stop() {
        if (rooms != null) {
            rooms.close();
        }
    }

    private static Peer join(String identity, Map<String, Object> options) {
        return rooms.join("stage", identity, options);
    }

    /** Not over as many connections as the others. */
    private static Peer joinOtherwise(String identity, Map<String, Object> options) {
        return rooms.join(Connections.usual().other(), "stage", identity, options);
    }

    @Test
    void aCameraSendsTheLayersThatSomebodyShows() {
        Peer ada = join("ada", PUBLISHER);
        expect(
                ada,
                "nothing while nobody receives",
                PAUSED_SECONDS,
                sent -> sent.values().stream().allMatch(bytes -> bytes == 0));

        Peer bob = joinOtherwise("bob", RECEIVER);
        bob.call("show", List.of("ada", 640, 360));
        bob.expect("the large picture", MEDIA_SECONDS, all -> width(all) == 640);

        bob.call("show", List.of("ada", 160, 90));
        expect(ada, "the low layer only", PAUSED_SECONDS, sent -> sent.get("q") > 0 && sent.get("h") == 0);
        bob.expect("the small picture", MEDIA_SECONDS, all -> width(all) == 320);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);

        bob.call("show", List.of("ada", 640, 360));
        bob.expect("the large picture again", MEDIA_SECONDS, all -> width(all) == 640);

        bob.leave();
        expect(
                ada,
                "nothing when the last receiver left",
                PAUSED_SECONDS,
                sent -> sent.values().stream().allMatch(bytes -> bytes == 0));
        join("carol", RECEIVER).seesMoreOf("ada", 20, MEDIA_SECONDS);
    }

    /** Of two who see the same camera, with three frame rates in one size: one asks for fewer pictures. */
    @Test
    void whoWantsFewerPicturesGetsFewer() {
        rooms.join("rates", "ada", Map.of("audio", false, "size", "h360"));
        Map<String, Object> options = Map.of("audio", false, "video", false);
        Peer bob = rooms.join("rates", "bob", options);
        Peer carol = rooms.join("rates", "carol", options);
        bob.seesMoreOf("ada", 40, MEDIA_SECONDS);
        bob.run(FEWER, 5);
        expectShare("far fewer pictures than all", bob, carol, share -> share > 0.05 && share < 0.6);
        bob.run(FEWER, 0);
        expectShare("all pictures again", bob, carol, share -> share > 0.8);
    }

    /** Chromium's encoder of H.264 makes pictures that no other needs only when it is told to make layers. */
    @Test
    void whoWantsFewerPicturesOfH264GetsFewer() {
        Peer ada = rooms.join(
                "h264-rates", "ada", Map.of("audio", false, "size", "h360", "codec", "h264", "simulcast", false));
        ada.run(LAYERED, null);
        Map<String, Object> options = Map.of("audio", false, "video", false);
        Peer bob = rooms.join("h264-rates", "bob", options);
        Peer carol = rooms.join("h264-rates", "carol", options);
        bob.seesMoreOf("ada", 40, MEDIA_SECONDS);
        bob.run(FEWER, 5);
        expectShare("half of the pictures", bob, carol, share -> share > 0.3 && share < 0.7);
        bob.run(FEWER, 0);
        expectShare("all pictures again", bob, carol, share -> share > 0.8);
    }

    /** Fails unless one gets such a share of the pictures that another gets, of forty or more. */
    private static void expectShare(String what, Peer one, Peer all, DoublePredicate condition) {
        double share = -1;
        long deadline = System.nanoTime() + MEDIA_SECONDS * 1_000_000_000L;
        while (System.nanoTime() < deadline) {
            long ofOne = one.received().get("ada").framesDecoded();
            long ofAll = all.received().get("ada").framesDecoded();
            all.seesMoreOf("ada", 40, MEDIA_SECONDS);
            share = (one.received().get("ada").framesDecoded() - ofOne)
                    / (double) (all.received().get("ada").framesDecoded() - ofAll);
            if (condition.test(share)) {
                return;
            }
        }
        throw new AssertionError("Expected " + what + "; the share is " + share + "\nThe page said:\n" + one.log());
    }

    private static int width(Map<String, Peer.Received> all) {
        return all.containsKey("ada") ? all.get("ada").width() : 0;
    }

    /** Fails unless the bytes that are sent within a second, by rid, become so. */
    private static void expect(Peer publisher, String what, int seconds, Predicate<Map<String, Long>> condition) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        Map<String, Long> sent;
        do {
            Map<String, Long> before = bytes(publisher);
            publisher.page().waitForTimeout(INTERVAL_MILLIS);
            sent = bytes(publisher);
            for (Map.Entry<String, Long> each : before.entrySet()) {
                sent.merge(each.getKey(), -each.getValue(), Long::sum);
            }
            if (!sent.isEmpty() && condition.test(sent)) {
                return;
            }
        } while (System.nanoTime() < deadline);
        throw new AssertionError("Expected " + what + " within " + seconds + " s; sent " + sent + "\nThe page said:\n"
                + publisher.log());
    }

    @SuppressWarnings("unchecked") // The shape is that of harness.js.
    private static Map<String, Long> bytes(Peer publisher) {
        var result = new HashMap<String, Long>();
        for (Map<String, Object> stream : (List<Map<String, Object>>) publisher.call("sent", "")) {
            result.put(String.valueOf(stream.get("rid")), ((Number) stream.get("bytes")).longValue());
        }
        return result;
    }
}
