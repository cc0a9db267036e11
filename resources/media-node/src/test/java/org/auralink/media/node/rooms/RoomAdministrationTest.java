package org.auralink.media.node.rooms;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.LEAVE;
import static livekit.LivekitRtc.SignalResponse.MessageCase.REFRESH_TOKEN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.ROOM_UPDATE;
import static livekit.LivekitRtc.SignalResponse.MessageCase.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.livekit.server.RoomServiceClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import livekit.LivekitModels;
import livekit.LivekitModels.DisconnectReason;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.signal.RawClient;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import retrofit2.Response;

/** LiveKit's Java server SDK against a running node. */
@Timeout(60)
class RoomAdministrationTest {
    private static TestNode node;
    private static RoomServiceClient service;

    @BeforeAll
    static void start() {
        node = new TestNode("");
        service = RoomServiceClient.createClient(node.url(), Tokens.KEY, Tokens.SECRET);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static <T> T body(Response<T> response) {
        assertThat(response.isSuccessful())
                .as(() -> "answered " + response.code())
                .isTrue();
        return response.body();
    }

    @Test
    void createdRoomIsListedOnceUntilItIsDeleted() throws Exception {
        LivekitModels.Room room =
                body(service.createRoom("made", 60, 7, null, "about").execute());
        assertThat(room.getSid()).startsWith("RM_");
        assertThat(room.getMaxParticipants()).isEqualTo(7);
        assertThat(room.getMetadata()).isEqualTo("about");
        assertThat(room.getDepartureTimeout()).isEqualTo(20);
        assertThat(body(service.createRoom("made").execute()).getSid()).isEqualTo(room.getSid());

        assertThat(body(service.listRooms(List.of("made")).execute()))
                .singleElement()
                .satisfies(listed -> assertThat(listed.getSid()).isEqualTo(room.getSid()));

        body(service.deleteRoom("made").execute());
        assertThat(body(service.listRooms(List.of("made")).execute())).isEmpty();
        assertThat(service.deleteRoom("made").execute().code()).isEqualTo(404);
    }

    @Test
    void roomsAreOpenedByWhoMayCreateThemAndByNoTokenToJoin() throws Exception {
        try (var strict = new TestNode("room: {auto_create: false, departure_timeout: 0}")) {
            var control = RoomServiceClient.createClient(strict.url(), Tokens.KEY, Tokens.SECRET);
            String token = Tokens.join("ada", "call");
            assertThat(RawClient.refusal(strict.port(), token)).isEqualTo(404);
            body(control.createRoom("call").execute());
            try (RawClient ada = RawClient.connect(strict.port(), token, "")) {
                assertThat(ada.next(JOIN).getJoin().getRoom().getName()).isEqualTo("call");
                body(control.deleteRoom("call").execute());
                assertThat(ada.next(LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.ROOM_DELETED);
            }
            // The call is over, and its token is still good.
            assertThat(RawClient.refusal(strict.port(), token)).isEqualTo(404);
            assertThat(strict.get("/rtc/validate", token).body()).isEqualTo("requested room does not exist");
            assertThat(body(control.listRooms(List.of()).execute())).isEmpty();
            body(control.createRoom("call").execute());
            try (RawClient ada = RawClient.connect(strict.port(), token, "")) {
                ada.next(JOIN);
            }
        }
    }

    @Test
    void inARoomThatDoesNotExistIsNobodyAndATrackThatDoesNotIsNotMuted() throws Exception {
        assertThat(body(service.listParticipants("absent").execute())).isEmpty();
        try (RawClient ada = node.join("ada", "trackless")) {
            ada.next(JOIN);
            Response<LivekitModels.TrackInfo> muted =
                    service.mutePublishedTrack("trackless", "ada", "TR_x", true).execute();
            assertThat(muted.code()).isEqualTo(200);
            assertThat(muted.body()).isEqualTo(LivekitModels.TrackInfo.getDefaultInstance());
        }
    }

    @Test
    void removedParticipantIsToldWhy() throws Exception {
        try (RawClient ada = node.join("ada", "remove");
                RawClient bob = node.join("bob", "remove")) {
            ada.next(JOIN);
            bob.next(JOIN);
            assertThat(body(service.listParticipants("remove").execute()))
                    .extracting(LivekitModels.ParticipantInfo::getIdentity)
                    .containsExactlyInAnyOrder("ada", "bob");
            body(service.removeParticipant("remove", "ada").execute());
            assertThat(ada.next(LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
            assertThat(ada.closeCode()).isEqualTo(1000);
            assertThat(body(service.listParticipants("remove").execute()))
                    .extracting(LivekitModels.ParticipantInfo::getIdentity)
                    .containsExactly("bob");
            assertThat(service.removeParticipant("remove", "ada").execute().code())
                    .isEqualTo(404);
        }
    }

    @Test
    void whoWasRemovedDoesNotComeBackWithTheSameTokenOrOneGotBeforeAndDoesWithALaterOne() throws Exception {
        String token = Tokens.join("eve", "banned");
        String refreshed;
        try (RawClient ada = node.join("ada", "banned");
                RawClient eve = RawClient.connect(node.port(), token, "")) {
            ada.next(JOIN);
            refreshed = eve.next(REFRESH_TOKEN).getRefreshToken();
            body(service.removeParticipant("banned", "eve").execute());
            assertThat(eve.next(LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);

            assertThat(RawClient.refusal(node.port(), token)).isEqualTo(403);
            assertThat(RawClient.refusal(node.port(), refreshed)).isEqualTo(403);
            var validate = node.get("/rtc/validate", token);
            assertThat(validate.statusCode()).isEqualTo(403);
            assertThat(validate.body()).startsWith("you were removed from this room");

            try (RawClient again = RawClient.connect(node.port(), later("eve", "banned"), "")) {
                again.next(JOIN);
                String own = again.next(REFRESH_TOKEN).getRefreshToken();
                assertThat(node.get("/rtc/validate", own).statusCode())
                        .as("a token of the session after the removal")
                        .isEqualTo(200);
            }
        }
    }

    /** As an API server makes it that lets somebody in again a moment after the removal. */
    private static String later(String identity, String room) {
        long next = java.time.Instant.now().getEpochSecond() + 2;
        return Tokens.signed(
                "{\"iss\":\"devkey\",\"sub\":\"" + identity + "\",\"iat\":" + next + ",\"exp\":" + (next + 600)
                        + ",\"video\":{\"roomJoin\":true,\"room\":\"" + room + "\"}}",
                Tokens.SECRET);
    }

    @Test
    void whoIsAwayWhenRemovedDoesNotComeBackEither() throws Exception {
        String token = Tokens.join("eve", "away");
        try (RawClient ada = node.join("ada", "away")) {
            ada.next(JOIN);
            assertThat(service.removeParticipant("away", "eve").execute().code())
                    .isEqualTo(404);
            assertThat(RawClient.refusal(node.port(), token)).isEqualTo(403);
        }
    }

    @Test
    void changedPermissionsHoldForWhoComesBackWithTheOlderToken() throws Exception {
        String token = Tokens.join("eve", "muted");
        var listenOnly = LivekitModels.ParticipantPermission.newBuilder()
                .setCanSubscribe(true)
                .build();
        try (RawClient ada = node.join("ada", "muted")) {
            ada.next(JOIN);
            try (RawClient eve = RawClient.connect(node.port(), token, "")) {
                assertThat(eve.next(JOIN)
                                .getJoin()
                                .getParticipant()
                                .getPermission()
                                .getCanPublish())
                        .isTrue();
                body(service.updateParticipant("muted", "eve", null, null, listenOnly)
                        .execute());
            }
            try (RawClient eve = RawClient.connect(node.port(), token, "")) {
                assertThat(eve.next(JOIN).getJoin().getParticipant().getPermission())
                        .isEqualTo(listenOnly);
                String refreshed = eve.next(REFRESH_TOKEN).getRefreshToken();
                try (RawClient once = RawClient.connect(node.port(), refreshed, "")) {
                    assertThat(once.next(JOIN).getJoin().getParticipant().getPermission())
                            .isEqualTo(listenOnly);
                }
            }
        }
    }

    @Test
    void deletedRoomLetsEverybodyGo() throws Exception {
        try (RawClient ada = node.join("ada", "gone")) {
            ada.next(JOIN);
            body(service.deleteRoom("gone").execute());
            assertThat(ada.next(LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.ROOM_DELETED);
        }
        try (RawClient again = node.join("ada", "gone")) {
            assertThat(again.next(JOIN).getJoin().getRoom().getName()).isEqualTo("gone");
        }
    }

    @Test
    void changedParticipantGetsATokenThatCarriesTheChange() throws Exception {
        try (RawClient ada = node.join("ada", "change")) {
            ada.next(REFRESH_TOKEN);
            var permission = LivekitModels.ParticipantPermission.newBuilder()
                    .setCanSubscribe(true)
                    .setCanPublish(false)
                    .build();
            body(service.updateParticipant("change", "ada", "Countess", "{}", permission)
                    .execute());
            LivekitModels.ParticipantInfo self = ada.next(UPDATE).getUpdate().getParticipants(0);
            assertThat(self.getName()).isEqualTo("Countess");
            assertThat(self.getPermission().getCanPublish()).isFalse();
            String token = ada.next(REFRESH_TOKEN).getRefreshToken();
            try (RawClient again = RawClient.connect(node.port(), token, "")) {
                LivekitModels.ParticipantInfo rejoined =
                        again.next(JOIN).getJoin().getParticipant();
                assertThat(rejoined.getName()).isEqualTo("Countess");
                assertThat(rejoined.getPermission().getCanPublish()).isFalse();
            }
        }
    }

    @Test
    void roomMetadataReachesEverybody() throws Exception {
        try (RawClient ada = node.join("ada", "metadata")) {
            ada.next(JOIN);
            body(service.updateRoomMetadata("metadata", "new").execute());
            String told = "";
            while (!told.equals("new")) {
                told = ada.next(ROOM_UPDATE).getRoomUpdate().getRoom().getMetadata();
            }
        }
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        assertThat(service.updateRoomMetadata("nowhere", "x").execute().code()).isEqualTo(404);
        body(service.createRoom("empty").execute());
        assertThat(service.getParticipant("empty", "nobody").execute().code()).isEqualTo(404);
        assertThat(service.mutePublishedTrack("empty", "nobody", "TR_x", true)
                        .execute()
                        .code())
                .isEqualTo(404);
    }

    @Test
    void eventsComeInOrderAndGoOnWhereTheReaderWas() throws Exception {
        body(service.createRoom("evented").execute());
        body(service.deleteRoom("evented").execute());
        List<String> all = events(null, "evented", 2);
        assertThat(all.get(0)).contains("\"event\":\"room_started\"");
        assertThat(all.get(1)).contains("\"event\":\"room_finished\"");

        String firstId = all.get(0).substring("id: ".length(), all.get(0).indexOf('\n'));
        List<String> rest = events(firstId, "evented", 1);
        assertThat(rest.get(0)).isEqualTo(all.get(1));
    }

    /** The first events about a room after the one named, as they stand in the stream. */
    private static List<String> events(String after, String room, int count) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.url() + "/auralink/v1/events"))
                .header("Authorization", "Bearer " + Tokens.admin(""));
        if (after != null) {
            request.header("Last-Event-ID", after);
        }
        var response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        var result = new ArrayList<String>();
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            var event = new StringBuilder();
            while (result.size() < count) {
                String line = lines.readLine();
                if (!line.isEmpty()) {
                    event.append(line).append('\n');
                    continue;
                }
                if (event.indexOf("\"" + room + "\"") > 0) {
                    result.add(event.toString());
                }
                event.setLength(0);
            }
        }
        return result;
    }
}
