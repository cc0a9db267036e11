package org.auralink.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.calls.boundary.LiveKitEntrant;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens as LiveKit's SDKs sign them, and as nobody should. */
class LiveKitTokenTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef0123456789a";
    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(String header, String claims) {
        String input = encoded(header) + "." + encoded(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(input.getBytes(StandardCharsets.UTF_8));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static LiveKitToken of(String claims) {
        return LiveKitToken.parse(signed(HEADER, claims));
    }

    private static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }

    @Test
    void whoSignedItIsToldByTheSecretAlone() {
        LiveKitToken token = of("{\"iss\":\"ak_live_12345678\"}");
        assertThat(token.apiKey()).isEqualTo("ak_live_12345678");
        assertThat(token.isSignedWith(SECRET)).isTrue();
        assertThat(token.isSignedWith(SECRET.replace('0', '1'))).isFalse();
    }

    @Test
    void aTokenThatWasChangedIsSignedByNobody() {
        String good = signed(HEADER, "{\"iss\":\"ak_live_12345678\"}");
        String changed = encoded(HEADER) + "." + encoded("{\"iss\":\"ak_live_12345678\",\"sub\":\"eve\"}")
                + good.substring(good.lastIndexOf('.'));
        assertThat(LiveKitToken.parse(changed).isSignedWith(SECRET)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"RS256\"}",
                "{\"alg\":\"hs256\"}",
                "{\"alg\":\"HS256\",\"crit\":[\"x\"]}",
                "{}",
                "[]"
            })
    void anotherAlgorithmIsRefused(String header) {
        refused("not_authenticated", () -> LiveKitToken.parse(signed(header, "{}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c.d", "ö.ö.ö", "e30.e30.!"})
    void whatIsNoTokenIsRefused(String text) {
        refused("not_authenticated", () -> LiveKitToken.parse(text));
    }

    @Test
    void claimsThatAreNoObjectAreRefused() {
        refused("not_authenticated", () -> of("[1]"));
        refused("not_authenticated", () -> LiveKitToken.parse("x".repeat(20_000) + ".e30.e30"));
    }

    @Test
    void aTokenHoldsWithinItsTimeAndAMinuteAroundIt() {
        long now = NOW.getEpochSecond();
        of("{\"exp\":" + (now - 59) + "}").requireValid(NOW);
        of("{\"exp\":" + (now + 9) + ",\"nbf\":" + (now + 59) + "}").requireValid(NOW);
        refused("not_authenticated", () -> of("{\"exp\":" + (now - 61) + "}").requireValid(NOW));
        refused(
                "not_authenticated",
                () -> of("{\"exp\":" + (now + 9) + ",\"nbf\":" + (now + 70) + "}")
                        .requireValid(NOW));
        refused("not_authenticated", () -> of("{}").requireValid(NOW));
        refused("not_authenticated", () -> of("{\"exp\":\"never\"}").requireValid(NOW));
        refused("not_authenticated", () -> of("{\"exp\":1e300}").requireValid(NOW));
    }

    @Test
    void itAllowsWhatItsGrantsSay() {
        LiveKitToken rooms = of("{\"video\":{\"roomCreate\":true,\"roomList\":true}}");
        assertThat(rooms.allows("CreateRoom", "")).isTrue();
        assertThat(rooms.allows("DeleteRoom", "daily")).isTrue();
        assertThat(rooms.allows("ListRooms", "")).isTrue();
        assertThat(rooms.allows("ListParticipants", "daily")).isFalse();
        LiveKitToken admin = of("{\"video\":{\"roomAdmin\":true,\"room\":\"daily\"}}");
        assertThat(admin.allows("ListParticipants", "daily")).isTrue();
        assertThat(admin.allows("ListParticipants", "weekly")).isFalse();
        assertThat(admin.allows("CreateRoom", "daily")).isFalse();
        assertThat(of("{\"video\":{\"roomAdmin\":true}}").allows("SendData", ""))
                .isFalse();
    }

    @Test
    void itLetsSomebodyInWithWhatItSaysAndLiveKitsDefaults() {
        LiveKitEntrant entrant = of("{\"sub\":\"ada\",\"name\":\"Ada\",\"nbf\":7,\"attributes\":{\"seat\":\"4\"},"
                        + "\"video\":{\"roomJoin\":true,\"room\":\"daily\",\"canPublish\":false}}")
                .entrant();
        assertThat(entrant.room()).isEqualTo("daily");
        assertThat(entrant.identity()).isEqualTo("ada");
        assertThat(entrant.name()).isEqualTo("Ada");
        assertThat(entrant.attributes()).isEqualTo(Map.of("seat", "4"));
        assertThat(entrant.decidedAt()).isEqualTo(Instant.ofEpochSecond(7));
        assertThat(entrant.permissions().publish()).isFalse();
        assertThat(entrant.permissions().publishData()).isFalse();
        assertThat(entrant.permissions().subscribe()).isTrue();
        assertThat(entrant.permissions().administer()).isFalse();
        LiveKitEntrant camera = of("{\"jti\":\"bob\",\"iat\":9,\"nbf\":7,"
                        + "\"video\":{\"roomJoin\":true,\"room\":\"daily\",\"canPublishSources\":[\"camera\"]}}")
                .entrant();
        assertThat(camera.identity()).isEqualTo("bob");
        assertThat(camera.decidedAt()).isEqualTo(Instant.ofEpochSecond(9));
        assertThat(camera.permissions().publishSources()).isEqualTo(List.of("camera"));
    }

    @Test
    void whatItDoesNotSayRightIsRefusedByName() {
        refused(
                "forbidden",
                () -> of("{\"sub\":\"ada\",\"video\":{\"room\":\"daily\"}}").entrant());
        refused(
                "validation_failed",
                () -> of("{\"video\":{\"roomJoin\":\"yes\"}}").entrant());
        refused(
                "validation_failed",
                () -> of("{\"video\":{\"roomJoin\":true,\"canPublishSources\":[\"nose\"]}}")
                        .entrant());
        refused(
                "validation_failed",
                () -> of("{\"video\":{\"roomJoin\":true},\"attributes\":{\"a\":1}}")
                        .entrant());
    }

    @Test
    void itDoesNotPrintItself() {
        assertThat(of("{\"sub\":\"ada\"}").toString()).doesNotContain("ada");
    }
}
