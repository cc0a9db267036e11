package org.auralink.media.node.rooms;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.LEAVE;
import static livekit.LivekitRtc.SignalResponse.MessageCase.PONG;
import static livekit.LivekitRtc.SignalResponse.MessageCase.REFRESH_TOKEN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.ROOM_MOVED;
import static livekit.LivekitRtc.SignalResponse.MessageCase.TRACK_PUBLISHED;
import static livekit.LivekitRtc.SignalResponse.MessageCase.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.livekit.server.RoomServiceClient;
import java.time.Duration;
import java.util.List;
import livekit.LivekitModels;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.RoomMovedResponse;
import livekit.LivekitRtc.SignalRequest;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.signal.RawClient;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import retrofit2.Response;

/** MoveParticipant by LiveKit's Java server SDK, on a node whose rooms live on two loops. */
@Timeout(60)
class MoveParticipantTest {
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

    private static RoomMovedResponse moved(RawClient client, String from, String identity, String to) throws Exception {
        Response<?> answer = service.moveParticipant(from, identity, to).execute();
        assertThat(answer.code()).as(() -> String.valueOf(answer)).isEqualTo(200);
        return client.next(ROOM_MOVED).getRoomMoved();
    }

    private static List<String> present(String room) throws Exception {
        return service.listParticipants(room).execute().body().stream()
                .map(ParticipantInfo::getIdentity)
                .toList();
    }

    @Test
    void whoIsMovedGoesOnOverTheSameConnectionInARoomThatIsOpenedForIt() throws Exception {
        try (RawClient ada = node.join("ada", "lobby");
                RawClient bob = node.join("bob", "lobby")) {
            String before = ada.next(JOIN).getJoin().getParticipant().getSid();
            bob.next(JOIN);
            RoomMovedResponse moved = moved(ada, "lobby", "ada", "stage");
            assertThat(moved.getRoom().getName()).isEqualTo("stage");
            assertThat(moved.getParticipant().getIdentity()).isEqualTo("ada");
            assertThat(moved.getParticipant().getSid()).startsWith("PA_").isNotEqualTo(before);
            assertThat(moved.getOtherParticipantsList()).isEmpty();

            assertThat(present("lobby")).containsExactly("bob");
            assertThat(present("stage")).containsExactly("ada");
            ParticipantInfo gone = bob.next(UPDATE).getUpdate().getParticipants(0);
            assertThat(gone.getState()).isEqualTo(ParticipantInfo.State.DISCONNECTED);
            assertThat(gone.getDisconnectReason()).isEqualTo(DisconnectReason.MIGRATION);

            assertThat(moved(bob, "lobby", "bob", "stage").getOtherParticipantsList())
                    .extracting(ParticipantInfo::getIdentity)
                    .containsExactly("ada");
            assertThat(ada.next(UPDATE).getUpdate().getParticipants(0).getIdentity())
                    .isEqualTo("bob");
            ada.send(SignalRequest.newBuilder().setPing(1).build());
            assertThat(ada.next(PONG).getPong()).isPositive();
            ada.send(SignalRequest.newBuilder()
                    .setAddTrack(AddTrackRequest.newBuilder().setCid("mic").setType(LivekitModels.TrackType.AUDIO))
                    .build());
            assertThat(ada.next(TRACK_PUBLISHED).getTrackPublished().getCid()).isEqualTo("mic");
        }
        Waiting.until("both are seen to leave the room where they were", Duration.ofSeconds(5), () -> {
            try {
                return present("stage").isEmpty();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void theTokenThatComesWithTheNewsIsForTheOtherRoom() throws Exception {
        try (RawClient ada = node.join("ada", "here")) {
            ada.next(JOIN);
            String token = moved(ada, "here", "ada", "there").getToken();
            try (RawClient again = RawClient.connect(node.port(), token, "")) {
                assertThat(again.next(JOIN).getJoin().getRoom().getName()).isEqualTo("there");
                assertThat(ada.next(LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.DUPLICATE_IDENTITY);
            }
        }
    }

    @Test
    void whoLooksForTokensInRefreshTokenOnlyIsForTheOtherRoomToo() throws Exception {
        try (RawClient ada = node.join("ada", "near")) {
            ada.next(REFRESH_TOKEN);
            assertThat(service.moveParticipant("near", "ada", "far").execute().code())
                    .isEqualTo(200);
            String token = ada.next(REFRESH_TOKEN).getRefreshToken();
            assertThat(ada.next(ROOM_MOVED).getRoomMoved().getToken()).isEqualTo(token);
        }
    }

    @Test
    void whoseNewRoomLivesOnAnotherLoopIsSentThere() throws Exception {
        try (var apart = new TestNode("")) {
            var control = RoomServiceClient.createClient(apart.url(), Tokens.KEY, Tokens.SECRET);
            try (RawClient ada = apart.join("ada", "first")) {
                ada.next(JOIN);
                Waiting.until("the first loop to be known as busy", Duration.ofSeconds(5), () -> isBusy(apart));
                control.createRoom("second", 60, 1).execute();
                control.removeParticipant("second", "ada").execute();
                assertThat(control.moveParticipant("first", "ada", "second")
                                .execute()
                                .code())
                        .isEqualTo(200);
                RoomMovedResponse moved = ada.next(ROOM_MOVED).getRoomMoved();
                assertThat(moved.getRoom().getName()).isEqualTo("second");
                LeaveRequest leave = ada.next(LEAVE).getLeave();
                assertThat(leave.getReason()).isEqualTo(DisconnectReason.MIGRATION);
                assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
                try (RawClient again = RawClient.connect(apart.port(), moved.getToken(), "");
                        RawClient bob = apart.join("bob", "third")) {
                    assertThat(again.next(JOIN).getJoin().getRoom().getName()).isEqualTo("second");
                    bob.next(JOIN);
                    Response<?> full =
                            control.moveParticipant("third", "bob", "second").execute();
                    assertThat(full.code()).isEqualTo(429);
                    assertThat(full.errorBody().string()).contains("room has exceeded its max participants");
                    assertThat(control.getParticipant("third", "bob").execute().code())
                            .isEqualTo(200);
                }
            }
        }
    }

    private static boolean isBusy(TestNode node) {
        try {
            return node.metrics().lines().anyMatch(line -> line.matches("auralink_transports\\{.*} [1-9].*"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatDoesNotExistIsNotFoundAndNobodyIsMovedWhereItIs() throws Exception {
        try (RawClient ada = node.join("ada", "fixed")) {
            ada.next(JOIN);
            assertRefused(
                    service.moveParticipant("nowhere", "ada", "x").execute(), 404, "requested room does not exist");
            assertRefused(service.moveParticipant("fixed", "eve", "x").execute(), 404, "participant does not exist");
            assertRefused(
                    service.moveParticipant("fixed", "ada", "fixed").execute(),
                    400,
                    "destination room cannot be the same as source room");
            assertThat(present("fixed")).containsExactly("ada");
        }
        try (var strict = new TestNode("room: {auto_create: false}")) {
            var control = RoomServiceClient.createClient(strict.url(), Tokens.KEY, Tokens.SECRET);
            control.createRoom("only").execute();
            try (RawClient ada = strict.join("ada", "only")) {
                ada.next(JOIN);
                assertRefused(
                        control.moveParticipant("only", "ada", "other").execute(),
                        404,
                        "requested room does not exist");
            }
        }
    }

    private static void assertRefused(Response<?> answer, int status, String text) throws Exception {
        assertThat(answer.code()).isEqualTo(status);
        assertThat(answer.errorBody().string()).contains(text);
    }

    @Test
    void whoIsForwardedIsInBothRoomsWhicheverLoopTheyLiveOnUntilItLeaves() throws Exception {
        try (RawClient bob = node.join("bob", "hall")) {
            bob.next(JOIN);
            try (RawClient ada = node.join("ada", "cabin")) {
                ada.next(JOIN);
                for (String other : List.of("hall", "corridor", "hall")) {
                    assertThat(service.forwardParticipant("cabin", "ada", other)
                                    .execute()
                                    .code())
                            .isEqualTo(200);
                }
                ParticipantInfo seen = bob.next(UPDATE).getUpdate().getParticipants(0);
                assertThat(seen.getIdentity()).isEqualTo("ada");
                assertThat(seen.getState()).isEqualTo(ParticipantInfo.State.ACTIVE);
                assertThat(present("cabin")).containsExactly("ada");
                assertThat(present("hall")).containsExactly("bob", "ada");
                assertThat(present("corridor")).containsExactly("ada");
                assertRefused(
                        service.forwardParticipant("cabin", "eve", "hall").execute(),
                        404,
                        "participant does not exist");
                assertRefused(
                        service.forwardParticipant("nowhere", "ada", "hall").execute(),
                        404,
                        "requested room does not exist");
                assertRefused(
                        service.forwardParticipant("cabin", "ada", "cabin").execute(),
                        400,
                        "destination room cannot be the same as source room");
                service.removeParticipant("corridor", "ada").execute();
                assertThat(present("corridor")).isEmpty();
                service.removeParticipant("cabin", "ada").execute();
            }
            Waiting.until("the guest to leave as well", Duration.ofSeconds(5), () -> {
                try {
                    return present("hall").equals(List.of("bob"));
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
    }
}
