package org.auralink.media.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.auralink.media.connector.JoinGrant;
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
                Duration.ofMillis(1),
                Duration.ofMillis(1),
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
    void aJoinTokenOpensOneRoomToOneIdentity() throws GeneralSecurityException {
        String token = service.joinToken(new JoinGrant("call", "ann", "Ann Ä", "", Duration.ofMinutes(10)));
        assertThat(Jwt.isSignedWith("secret", token)).isTrue();
        assertThat(Jwt.claims(token))
                .hasToString("{\"sub\":\"ann\",\"name\":\"Ann Ä\",\"video\":{\"roomJoin\":true,\"room\":\"call\"},"
                        + "\"iss\":\"key\",\"nbf\":" + NOW.getEpochSecond() + ",\"exp\":"
                        + NOW.plusSeconds(600).getEpochSecond() + "}");
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
