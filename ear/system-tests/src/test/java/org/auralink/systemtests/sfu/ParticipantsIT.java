package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import io.livekit.server.CanUpdateOwnMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import livekit.LivekitModels.ParticipantPermission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who is in a room, what they say of themselves, send and may do, as LiveKit's browser SDK shows it. Whoever comes first is
 * not connected over as many peer connections as the others.
 */
@Timeout(120)
class ParticipantsIT {
    private static final int SECONDS = 15;
    private static final int PICTURES = 20;
    private static final Map<String, Object> SILENT = Map.of("audio", false, "video", false);
    private static final Map<String, Object> SMALL = Map.of("size", "h180", "simulcast", false);

    private static BrowserRooms rooms;
    private final List<Peer> present = new ArrayList<>();

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

    @AfterEach
    void everybodyGoes() {
        present.forEach(Peer::end);
        present.clear();
    }

    private Peer join(String room, String identity, Map<String, Object> options) {
        Connections connections =
                present.isEmpty() ? Connections.usual() : Connections.usual().other();
        Peer peer = rooms.join(connections, room, identity, options);
        present.add(peer);
        return peer;
    }

    @Test
    void whatSomebodySaysOfThemselvesReachesTheOthers() {
        Peer ada = rooms.join("own", "ada", SILENT, new CanUpdateOwnMetadata(true));
        present.add(ada);
        Peer bob = join("own", "bob", SILENT);
        ada.run("""
                async (room) => {
                  await room.localParticipant.setName('Ada \\u{1F389}');
                  await room.localParticipant.setMetadata('{"hand":"up"}');
                  await room.localParticipant.setAttributes({ mood: 'fine', place: 'here' });
                  await room.localParticipant.setAttributes({ place: '' });
                }""", null);
        bob.expectThat("ada's name, metadata and attributes", """
                (room) => {
                  const ada = room.remoteParticipants.get('ada');
                  return ada.name === 'Ada \\u{1F389}' && ada.metadata === '{"hand":"up"}'
                    && ada.attributes.mood === 'fine' && !('place' in ada.attributes);
                }""", null, SECONDS);
    }

    @Test
    void whatTheApplicationSaysOfARoomAndOfSomebodyReachesEverybody() throws IOException {
        Peer ada = join("told", "ada", SILENT);
        Peer bob = join("told", "bob", SILENT);
        rooms.service().updateRoomMetadata("told", "on air").execute();
        rooms.service()
                .updateParticipant("told", "ada", "Ada B.", "host", null, Map.of("seat", "1"))
                .execute();
        for (Peer peer : present) {
            peer.expectThat("the room's metadata", "(room) => room.metadata === 'on air'", null, SECONDS);
        }
        ada.expectThat(
                "my own",
                "({ localParticipant: me }) => me.name === 'Ada B.' && me.metadata === 'host' && me.attributes.seat === '1'",
                null,
                SECONDS);
        bob.expectThat("ada's", "(room) => room.remoteParticipants.get('ada').attributes.seat === '1'", null, SECONDS);
    }

    @Test
    void whoMayNotPublishAnyMoreIsNotSeenUntilItMayAgain() throws IOException {
        Peer ada = join("rights", "ada", SMALL);
        Peer bob = join("rights", "bob", SILENT);
        bob.seesMoreOf("ada", PICTURES, SECONDS);
        permit("ada", false);
        ada.expectThat("it is told", "(room) => !room.localParticipant.permissions.canPublish", null, SECONDS);
        bob.expect("nothing of ada", SECONDS, all -> all.get("ada").tracks() == 0);
        permit("ada", true);
        ada.expectThat("it is told", "(room) => room.localParticipant.permissions.canPublish", null, SECONDS);
        ada.run("(room) => room.localParticipant.setCameraEnabled(true)", null);
        bob.seesMoreOf("ada", PICTURES, SECONDS);
    }

    private static void permit(String identity, boolean publish) throws IOException {
        var permission = ParticipantPermission.newBuilder()
                .setCanSubscribe(true)
                .setCanPublish(publish)
                .setCanPublishData(true)
                .build();
        assertThat(rooms.service()
                        .updateParticipant("rights", identity, null, null, permission)
                        .execute()
                        .isSuccessful())
                .isTrue();
    }

    @Test
    void whoPublishesIsToldOnceSomebodyReceivesIt() {
        Peer ada = join("told-subscribed", "ada", SMALL);
        assertThat(ada.log()).doesNotContain("localTrackSubscribed");
        join("told-subscribed", "bob", SILENT);
        ada.expectNoted("localTrackSubscribed", SECONDS);
    }

    @Test
    void whoMayReceiveATrackIsForItsPublisherToSay() {
        Peer ada = join("choice", "ada", SMALL);
        Peer bob = join("choice", "bob", SILENT);
        Peer eve = join("choice", "eve", SILENT);
        bob.seesMoreOf("ada", PICTURES, SECONDS);
        eve.seesMoreOf("ada", PICTURES, SECONDS);
        ada.run("""
                (room) => room.localParticipant.setTrackSubscriptionPermissions(false,
                  [{ participantIdentity: 'bob', allowAll: true }])""", null);
        eve.expect("nothing of ada", SECONDS, all -> all.get("ada").tracks() == 0);
        bob.seesMoreOf("ada", PICTURES, SECONDS);
        ada.run("(room) => room.localParticipant.setTrackSubscriptionPermissions(true)", null);
        eve.seesMoreOf("ada", PICTURES, SECONDS);
    }

    @Test
    void aSharedScreenIsSeenAndHeardBesideTheCameraUntilItEnds() {
        Peer ada = join("screen", "ada", SMALL);
        Peer bob = join("screen", "bob", SILENT);
        ada.run("(room) => room.localParticipant.setScreenShareEnabled(true, { audio: true })", null);
        bob.expect("four tracks", SECONDS, all -> all.get("ada").tracks() == 4);
        bob.expectThat("screen and its sound", """
                (room) => ['screen_share', 'screen_share_audio'].every(
                  (source) => room.remoteParticipants.get('ada').getTrackPublication(source)?.isSubscribed)""", null, SECONDS);
        bob.expectThat("pictures of the screen", """
                async (room) => {
                  const { track } = room.remoteParticipants.get('ada').getTrackPublication('screen_share');
                  let frames = 0;
                  (await track.getRTCStatsReport()).forEach((stat) => (frames += stat.framesDecoded ?? 0));
                  return frames > 2;
                }""", null, SECONDS);
        ada.run("(room) => room.localParticipant.setScreenShareEnabled(false)", null);
        bob.expect("the camera alone", SECONDS, all -> all.get("ada").tracks() == 2);
        bob.seesMoreOf("ada", PICTURES, SECONDS);
    }

    @Test
    void theNodeSdkHasEveryMethodOfTheServer() throws Exception {
        Peer ada = join("methods", "ada", SMALL);
        Peer bob = join("methods", "bob", SILENT);
        bob.data("listen", Map.of("topics", List.of()));
        bob.seesMoreOf("ada", PICTURES, SECONDS);
        Path script = NodeProcess.root().resolve("ear/system-tests/src/test/web/server-api.mjs");
        Process program = new ProcessBuilder(
                        "node", script.toString(), rooms.node().url(), "methods")
                .redirectErrorStream(true)
                .start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(said).isZero();

        assertThat(bob.dataOf("messages", "greeting", 1, SECONDS)).hasSize(1);
        bob.expectThat("another room", "(room) => room.name === 'methods-moved'", null, SECONDS);
        ada.expectNoted("disconnected", SECONDS);
    }

    @Test
    void aNewerConnectionOfTheSameIdentityTakesThePlaceOfTheOlder() {
        Peer older = join("twice", "ada", SILENT);
        Peer bob = join("twice", "bob", SILENT);
        join("twice", "ada", SMALL);
        older.expectNoted("disconnected", SECONDS);
        // DisconnectReason.DUPLICATE_IDENTITY
        assertThat(older.log()).contains("\"disconnected\",\"detail\":\"2\"");
        bob.seesMoreOf("ada", PICTURES, SECONDS);
    }

    @Test
    void encryptedMediaIsSeenByThoseAloneWhoHaveTheKey() {
        Map<String, Object> keyed = Map.of("size", "h180", "simulcast", false, "passphrase", "sesame");
        join("sealed", "ada", keyed);
        Peer bob = join("sealed", "bob", Map.of("audio", false, "video", false, "passphrase", "sesame"));
        Peer eve = join("sealed", "eve", SILENT);
        bob.seesMoreOf("ada", PICTURES, SECONDS);
        eve.expect("both tracks", SECONDS, all -> all.get("ada").tracks() == 2);
        bob.seesMoreOf("ada", 2 * PICTURES, SECONDS);
        // The head of a frame is in the clear, so a decoder takes noise for a picture now and then. Of what is not
        // sealed
        // she would see as much as he does.
        long seen = bob.received().get("ada").framesDecoded();
        assertThat(eve.received().get("ada").framesDecoded()).isLessThan(seen / 2);
    }
}
