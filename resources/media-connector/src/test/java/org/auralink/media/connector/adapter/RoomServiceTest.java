package org.auralink.media.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.auralink.media.connector.DrainProgress;
import org.auralink.media.connector.JoinGrant;
import org.auralink.media.connector.JoinPermissions;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.connector.NodeRoom;
import org.auralink.media.connector.OpenRoom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomServiceTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Limits LIMITS = limits(Duration.ofSeconds(5));

    private final AccessToken tokens = new AccessToken(new ApiKey("key", "secret"), Clock.fixed(NOW, ZoneOffset.UTC));
    private final RoomService service =
            new RoomService(new TwirpClient(HttpClient.newHttpClient(), tokens, LIMITS), tokens);
    private FakeNode node;

    private static Limits limits(Duration requestTimeout) {
        return new Limits(
                Duration.ofSeconds(5),
                requestTimeout,
                4096,
                4096,
                Duration.ofMinutes(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }

    @BeforeEach
    void start() throws IOException {
        node = FakeNode.start();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private FakeNode.Request request() {
        return node.requests.get(0);
    }

    @Test
    void aRoomIsOpenedWithItsNameAndLimit() {
        node.answer("CreateRoom", 200, "{\"sid\":\"RM_1\",\"name\":\"call\",\"num_participants\":3,\"new\":{}}");
        assertThat(service.openRoom(node.address(), new OpenRoom("call", 12, Duration.ofMinutes(10))))
                .isEqualTo(new NodeRoom("RM_1", "call", 3));
        assertThat(request().body()).isEqualTo("{\"name\":\"call\",\"max_participants\":12,\"empty_timeout\":600}");
        assertThat(Jwt.claims(request().token()).getJsonObject("video")).hasToString("{\"roomCreate\":true}");
    }

    @Test
    void anOwnerShowsByWhichGivingAwayItHasTheRoom() {
        node.answer("CreateRoom", 200, "{}").answer("DeleteRoom", 200, "{}");
        service.openRoom(node.address(), new OpenRoom("call", 0, Duration.ZERO));
        service.openRoom(node.address(), new OpenRoom("call", 0, Duration.ZERO, 7));
        service.closeRoom(node.address(), "call", 8);
        assertThat(node.requests).extracting(FakeNode.Request::epoch).containsExactly("null", "7", "8");
    }

    @Test
    void anOwnerThatWasReplacedIsRefusedAndNotAskedAgain() {
        node.answer("CreateRoom", 412, "{\"code\":\"failed_precondition\",\"msg\":\"room epoch 7 is outdated\"}");
        assertThatThrownBy(() -> service.openRoom(node.address(), new OpenRoom("call", 0, Duration.ZERO, 7)))
                .isInstanceOfSatisfying(
                        MediaNodeException.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("failed_precondition"));
    }

    @Test
    void aNodeIsDrainedWatchedAndKept() {
        String drained = "{\"state\":\"drained\",\"deadline_ms\":1760000000123,\"rooms\":0,\"rooms_ended\":3}";
        node.answer(
                        "drain",
                        200,
                        "{\"state\":\"draining\",\"deadline_ms\":1760000000123,\"rooms\":2,\"participants\":5}")
                .answer("drain", 200, drained)
                .answer("drain", 200, "{\"state\":\"in_service\",\"deadline_ms\":0}");
        List<URI> others = List.of(URI.create("wss://b.example/x?y=1&z"), URI.create("ws://c.example:7880"));
        Instant deadline = Instant.ofEpochMilli(1_760_000_000_123L);

        assertThat(service.drain(node.address(), Duration.ofMinutes(2), others))
                .isEqualTo(new DrainProgress(DrainProgress.State.DRAINING, deadline, 2, 5, 0));
        assertThat(service.drainProgress(node.address()))
                .isEqualTo(new DrainProgress(DrainProgress.State.DRAINED, deadline, 0, 0, 3));
        assertThat(service.undrain(node.address()))
                .isEqualTo(new DrainProgress(DrainProgress.State.IN_SERVICE, null, 0, 0, 0));

        assertThat(node.requests)
                .extracting(FakeNode.Request::line)
                .containsExactly(
                        "POST /auralink/v1/drain?deadline_seconds=120"
                                + "&elsewhere=wss%3A%2F%2Fb.example%2Fx%3Fy%3D1%26z%2Cws%3A%2F%2Fc.example%3A7880",
                        "GET /auralink/v1/drain", "DELETE /auralink/v1/drain");
        assertThat(Jwt.claims(request().token()).getJsonObject("video"))
                .hasToString("{\"roomCreate\":true,\"roomList\":true,\"roomAdmin\":true}");
    }

    @Test
    void aStockServerCannotBeDrained() {
        assertThatThrownBy(() -> service.drain(node.address(), Duration.ZERO, List.of()))
                .isInstanceOf(MediaNodeException.NotFound.class);
    }

    @Test
    void everyRequestCarriesAShortTokenOfItsOwn() throws GeneralSecurityException {
        node.answer("ListRooms", 200, "{}");
        service.listRooms(node.address(), List.of());
        String token = request().token();
        assertThat(Jwt.isSignedWith("secret", token)).isTrue();
        assertThat(Jwt.header(token)).hasToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        assertThat(Jwt.claims(token).getString("iss")).isEqualTo("key");
        assertThat(Jwt.claims(token).getInt("exp"))
                .isEqualTo((int) NOW.plusSeconds(120).getEpochSecond());
    }

    @Test
    void participantsAreListedAsTheNodeKnowsThem() {
        node.answer(
                "ListParticipants",
                200,
                "{\"participants\":[{\"sid\":\"PA_1\",\"identity\":\"ann\",\"name\":\"Ann\",\"joined_at\":\"1760000000\"},"
                        + "{\"sid\":\"PA_2\",\"identity\":\"bob\",\"joinedAtMs\":\"1760000000123\"},{\"sid\":\"PA_3\"}]}");
        var inside = service.listParticipants(node.address(), "call");
        assertThat(inside).extracting("sid").containsExactly("PA_1", "PA_2", "PA_3");
        assertThat(inside.get(0).joinedAt()).isEqualTo(Instant.ofEpochSecond(1_760_000_000));
        assertThat(inside.get(1).joinedAt()).isEqualTo(Instant.ofEpochMilli(1_760_000_000_123L));
        assertThat(inside.get(2).joinedAt()).isNull();
        assertThat(inside.get(0)).asString().doesNotContain("ann").doesNotContain("Ann");
        assertThat(Jwt.claims(request().token()).getJsonObject("video"))
                .hasToString("{\"roomAdmin\":true,\"room\":\"call\"}");
    }

    @Test
    void whoIsStillConnectingIsNotInside() {
        node.answer(
                "ListParticipants",
                200,
                "{\"participants\":[{\"sid\":\"PA_1\",\"state\":\"JOINED\"},{\"sid\":\"PA_2\",\"state\":\"ACTIVE\"},"
                        + "{\"sid\":\"PA_3\",\"state\":\"JOINING\"}]}");
        assertThat(service.listParticipants(node.address(), "call"))
                .extracting("sid")
                .containsExactly("PA_2");
    }

    @Test
    void closingAndRemovingNameTheRoomAndTheIdentity() {
        node.answer("DeleteRoom", 200, "{}").answer("RemoveParticipant", 200, "{}");
        service.closeRoom(node.address(), "call");
        service.removeParticipant(node.address(), "call", "ann");
        assertThat(node.requests)
                .extracting(FakeNode.Request::body)
                .containsExactly("{\"room\":\"call\"}", "{\"room\":\"call\",\"identity\":\"ann\"}");
    }

    @Test
    void theTracksOfASourceAreMutedThatAreNot() {
        node.answer(
                        "GetParticipant",
                        200,
                        "{\"sid\":\"PA_1\",\"tracks\":[{\"sid\":\"TR_1\",\"source\":\"MICROPHONE\"},"
                                + "{\"sid\":\"TR_2\",\"source\":\"MICROPHONE\",\"muted\":true},"
                                + "{\"sid\":\"TR_3\",\"type\":\"VIDEO\",\"source\":\"CAMERA\"}]}")
                .answer("MutePublishedTrack", 200, "{}");
        assertThat(service.muteTracks(node.address(), "call", "ann", "microphone"))
                .isEqualTo(2);
        assertThat(service.muteTracks(node.address(), "call", "ann", "screen_share"))
                .isZero();
        assertThat(node.requests.stream()
                        .filter(request -> request.path().endsWith("MutePublishedTrack"))
                        .map(FakeNode.Request::body))
                .containsExactly("{\"room\":\"call\",\"identity\":\"ann\",\"track_sid\":\"TR_1\",\"muted\":true}");
        assertThat(Jwt.claims(request().token()).getJsonObject("video"))
                .hasToString("{\"roomAdmin\":true,\"room\":\"call\"}");
    }

    @Test
    void whatSomebodyMayDoIsChangedAsAWhole() {
        node.answer("UpdateParticipant", 200, "{}");
        var guest =
                new JoinPermissions(true, List.of("camera", "screen_share"), true, true, false, false, false, false);
        service.updateParticipant(node.address(), "call", "ann", Map.of("role", "guest"), guest);
        assertThat(request().body())
                .isEqualTo("{\"room\":\"call\",\"identity\":\"ann\",\"attributes\":{\"role\":\"guest\"},"
                        + "\"permission\":{\"can_publish\":true,\"can_publish_sources\":[\"CAMERA\",\"SCREEN_SHARE\"],"
                        + "\"can_subscribe\":true,\"can_publish_data\":true,\"can_update_metadata\":false,"
                        + "\"hidden\":false,\"recorder\":false}}");
    }

    @Test
    void whatTravelsWithSomebodyStandsInTheJoinToken() {
        var grant = new JoinGrant(
                "call", "ann", "Ann", "", Map.of("role", "host"), Duration.ofMinutes(10), JoinPermissions.TAKE_PART);
        assertThat(Jwt.claims(service.joinToken(grant)).getJsonObject("attributes"))
                .hasToString("{\"role\":\"host\"}");
    }

    @Test
    void aJoinTokenOpensOneRoomToOneIdentity() throws GeneralSecurityException {
        String token = service.joinToken(new JoinGrant("call", "ann", "Ann Ä", "", Duration.ofMinutes(10)));
        assertThat(Jwt.isSignedWith("secret", token)).isTrue();
        assertThat(Jwt.claims(token))
                .hasToString("{\"sub\":\"ann\",\"name\":\"Ann Ä\",\"video\":{\"roomJoin\":true,\"room\":\"call\"},"
                        + "\"iss\":\"key\",\"nbf\":" + NOW.getEpochSecond() + ",\"exp\":"
                        + NOW.plusSeconds(600).getEpochSecond() + "}");
    }

    @Test
    void aJoinTokenSaysWhatDiffersFromTakingPart() {
        var listener = new JoinPermissions(false, List.of(), true, false, false, true, false, false);
        assertThat(video(listener))
                .isEqualTo("{\"roomJoin\":true,\"room\":\"call\",\"canPublish\":false,\"hidden\":true}");
        var host = new JoinPermissions(true, List.of("microphone"), true, false, true, false, false, true);
        assertThat(video(host))
                .isEqualTo(
                        "{\"roomJoin\":true,\"room\":\"call\",\"canPublishData\":false,\"canPublishSources\":[\"microphone\"],"
                                + "\"canUpdateOwnMetadata\":true,\"roomAdmin\":true}");
        var recorder = new JoinPermissions(false, List.of(), false, true, false, false, true, false);
        assertThat(video(recorder))
                .isEqualTo("{\"roomJoin\":true,\"room\":\"call\",\"canPublish\":false,\"canSubscribe\":false,"
                        + "\"canPublishData\":true,\"recorder\":true}");
    }

    private String video(JoinPermissions permissions) {
        var grant = new JoinGrant("call", "ann", "Ann", "", Map.of(), Duration.ofMinutes(10), permissions);
        return Jwt.claims(service.joinToken(grant)).getJsonObject("video").toString();
    }

    @Test
    void whatTheNodeDoesNotHaveIsNotFound() {
        node.answer("DeleteRoom", 404, "{\"code\":\"not_found\",\"msg\":\"requested room does not exist\"}");
        assertThatThrownBy(() -> service.closeRoom(node.address(), "call"))
                .isInstanceOf(MediaNodeException.NotFound.class)
                .hasMessageContaining("requested room does not exist");
    }

    @Test
    void whatTheNodeWillNotDoIsRefusedWithItsCode() {
        node.answer("CreateRoom", 401, "{\"code\":\"unauthenticated\",\"msg\":\"permissions denied\"}");
        assertThatThrownBy(() -> service.openRoom(node.address(), new OpenRoom("call", 0, Duration.ZERO)))
                .isInstanceOfSatisfying(
                        MediaNodeException.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("unauthenticated"));
    }

    @Test
    void whatMayWorkLaterIsUnavailable() {
        for (String body : List.of("{\"code\":\"unavailable\"}", "{\"code\":\"internal\"}", "<html>", "")) {
            try (FakeNode failing = FakeNode.start()) {
                failing.answer("ListRooms", 503, body);
                assertUnavailable(failing.address());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void anAnswerThatIsNoAnswerIsUnavailable() {
        node.answer("ListRooms", 200, "not json");
        assertUnavailable(node.address());
    }

    @Test
    void anAnswerWithoutEndIsNotReadToTheEnd() {
        node.answer("ListRooms", 200, "{\"rooms\":[]," + " ".repeat(5000) + "\"x\":1}");
        assertUnavailable(node.address());
    }

    @Test
    void anAnswerThatHaltsIsUnavailableInTime() {
        RoomService hasty = new RoomService(
                new TwirpClient(HttpClient.newHttpClient(), tokens, limits(Duration.ofMillis(500))), tokens);
        node.answer("ListRooms", 200, "{\"rooms\":");
        node.halts = true;
        assertThatThrownBy(() -> hasty.listRooms(node.address(), List.of()))
                .isInstanceOf(MediaNodeException.Unavailable.class);
    }

    @Test
    void aNodeThatIsNotThereIsUnavailable() {
        NodeAddress address = node.address();
        node.close();
        assertUnavailable(address);
    }

    private void assertUnavailable(NodeAddress address) {
        assertThatThrownBy(() -> service.listRooms(address, List.of()))
                .isInstanceOf(MediaNodeException.Unavailable.class);
    }
}
