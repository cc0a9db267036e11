package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import livekit.LivekitModels;
import org.junit.jupiter.api.Test;

/** What the application decides about people in calls, and learns of them. */
class ServerApiIT extends CallsInChromium {
    @Test
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
