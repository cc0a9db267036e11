package org.auralink.media.node.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.auralink.media.node.config.ApiKeys;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.TrackSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private static final long NOW = 1_800_000_000L;
    private static final String LIVE = "{\"iss\":\"devkey\",\"sub\":\"ada\",\"exp\":" + (NOW + 60);

    private final ApiKeys keys = new ApiKeys(Map.of("devkey", "secret"));
    private final InstantSource clock = () -> Instant.ofEpochSecond(NOW);
    private final TokenVerifier verifier = new TokenVerifier(keys, clock);

    @Test
    void grantsAndDefaultsAreRead() throws TokenException {
        Claims claims = verify(LIVE
                + ",\"name\":\"Ada\",\"metadata\":\"m\",\"attributes\":{\"a\":\"b\"},\"roomConfig\":{\"maxParticipants\":3},"
                + "\"video\":{\"roomJoin\":true,\"room\":\"r\",\"canPublishSources\":[\"camera\"]}}");

        assertThat(claims.identity()).isEqualTo("ada");
        assertThat(claims.name()).isEqualTo("Ada");
        assertThat(claims.attributes()).containsEntry("a", "b");
        assertThat(claims.roomConfig()).contains("maxParticipants");
        assertThat(claims.video().roomJoin()).isTrue();
        assertThat(claims.video().canPublish()).isTrue();
        assertThat(claims.video().canSubscribe()).isTrue();
        assertThat(claims.video().canPublishData()).isTrue();
        assertThat(claims.video().canPublishSources()).containsExactly("camera");
        assertThat(claims.video().roomAdmin()).isFalse();
        assertThat(claims.toString()).doesNotContain("Ada").doesNotContain("ada");
    }

    @Test
    void jtiStandsInForAMissingSubject() throws TokenException {
        assertThat(verify("{\"iss\":\"devkey\",\"jti\":\"id\",\"exp\":" + (NOW + 1) + "}")
                        .identity())
                .isEqualTo("id");
    }

    @Test
    void canPublishDataFollowsCanPublish() throws TokenException {
        assertThat(verify(LIVE + ",\"video\":{\"canPublish\":false}}").video().canPublishData())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS384", "RS256", "hs256"})
    void otherAlgorithmsAreRefused(String algorithm) {
        String header = encode("{\"alg\":\"" + algorithm + "\"}");
        String input = header + "." + encode(LIVE + "}");
        String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(Hs256.sign(input, "secret"));

        assertThatThrownBy(() -> verifier.verify(input + "." + signature)).hasMessageContaining("HS256");
        assertThatThrownBy(() -> verifier.verify(input + ".")).hasMessageContaining("HS256");
    }

    @Test
    void foreignIssuerIsRefused() {
        assertThatThrownBy(() -> verify("{\"iss\":\"other\",\"exp\":" + (NOW + 60) + "}"))
                .hasMessage("invalid API key");
        assertThatThrownBy(() -> verify("{\"exp\":" + (NOW + 60) + "}")).hasMessage("invalid API key");
    }

    @Test
    void wrongSignatureIsRefused() {
        assertThatThrownBy(() -> verifier.verify(Hs256.token(LIVE + "}", "guess")))
                .hasMessage("invalid authorization token: wrong signature");
    }

    @Test
    void lifetimeIsCheckedWithAMinuteOfLeeway() throws TokenException {
        verify("{\"iss\":\"devkey\",\"exp\":" + (NOW - 59) + "}");
        verify("{\"iss\":\"devkey\",\"exp\":" + (NOW + 99) + ",\"nbf\":" + (NOW + 59) + "}");

        assertThatThrownBy(() -> verify("{\"iss\":\"devkey\",\"exp\":" + (NOW - 61) + "}"))
                .hasMessageContaining("expired");
        assertThatThrownBy(() -> verify("{\"iss\":\"devkey\",\"exp\":" + (NOW + 99) + ",\"nbf\":" + (NOW + 61) + "}"))
                .hasMessageContaining("not valid yet");
        assertThatThrownBy(() -> verify("{\"iss\":\"devkey\"}")).hasMessageContaining("never expires");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"exp\":\"soon\"",
                "\"exp\":1e99",
                "\"exp\":-1",
                "\"sub\":{},\"exp\":1800000060",
                "\"video\":[],\"exp\":1800000060",
                "\"video\":{\"roomJoin\":\"yes\"},\"exp\":1800000060",
                "\"attributes\":{\"a\":1},\"exp\":1800000060",
                "\"video\":{\"canPublishSources\":[1]},\"exp\":1800000060"
            })
    void claimsOfTheWrongTypeAreNamed(String claim) {
        assertThatThrownBy(() -> verify("{\"iss\":\"devkey\"," + claim + "}"))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("malformed claim");
    }

    @Test
    void refreshKeepsGrantsAndTakesTheNewName() throws TokenException {
        Claims claims = verify(LIVE + ",\"custom\":7,\"video\":{\"roomJoin\":true,\"room\":\"r\"}}");
        String token = new TokenIssuer(keys, clock).refresh(claims, "New", "meta", Map.of("k", "v"), Permission.ALL);

        Claims refreshed = verifier.verify(token);
        assertThat(refreshed.video()).isEqualTo(claims.video());
        assertThat(refreshed.name()).isEqualTo("New");
        assertThat(refreshed.attributes()).containsEntry("k", "v");
        assertThat(refreshed.expiresAtSeconds()).isEqualTo(NOW + 600);
        assertThat(refreshed.payload().get("custom").getAsInt()).isEqualTo(7);
    }

    @Test
    void refreshCarriesPermissionsThatWereTakenAway() throws TokenException {
        Claims claims = verify(LIVE + ",\"video\":{\"roomJoin\":true,\"room\":\"r\"}}");
        var muted =
                new Permission(true, true, false, Set.of(TrackSource.SCREEN_SHARE), false, false, false, false, false);
        Claims refreshed = verifier.verify(new TokenIssuer(keys, clock).refresh(claims, "", "", Map.of(), muted));

        assertThat(refreshed.video().canPublishData()).isFalse();
        assertThat(refreshed.video().canPublishSources()).containsExactly("screen_share");
        assertThat(refreshed.video().room()).isEqualTo("r");
    }

    @Test
    void mutatedTokensAreOnlyEverRefused() {
        String valid = Hs256.token(LIVE + "}", "secret");
        var random = new Random(11);
        for (int round = 0; round < 5000; round++) {
            var text = new StringBuilder(valid);
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
            if (random.nextInt(4) == 0) {
                text.setLength(random.nextInt(text.length()));
            }
            try {
                // The last character of a base64url part carries bits that decode to nothing.
                assertThat(verifier.verify(text.toString()).identity()).isEqualTo("ada");
            } catch (TokenException e) {
                assertThat(e.getMessage()).startsWith("invalid");
            }
        }
    }

    private Claims verify(String payload) throws TokenException {
        return verifier.verify(Hs256.token(payload, "secret"));
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
