package org.auralink.media.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.connector.NodeWebhook;
import org.auralink.media.connector.StreamPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks as a stock LiveKit server sends them. */
class WebhooksTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final ApiKey KEY = new ApiKey("key", "secret");
    private static final NodeAddress NODE = NodeAddress.of("http://livekit.example:7880");
    private static final String BODY =
            "{\"event\":\"participant_joined\",\"room\":{\"sid\":\"RM_1\",\"name\":\"call\"},"
                    + "\"participant\":{\"sid\":\"PA_1\",\"identity\":\"ann\",\"joinedAt\":\"1760000000\"},\"id\":\"EV_1\",\"createdAt\":"
                    + "\"1760000001\"}";

    private final Webhooks webhooks = new Webhooks(KEY, Limits.DEFAULTS, Clock.fixed(NOW, ZoneOffset.UTC));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(json));
    }

    private static String token(String header, String claims, ApiKey key) {
        String signed = encoded(header) + "." + encoded(claims);
        return signed + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(AccessToken.signature(key, signed));
    }

    private static String claims(String issuer, Instant from, String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(body));
            return "{\"iss\":\"" + issuer + "\",\"nbf\":" + from.getEpochSecond() + ",\"exp\":"
                    + from.plus(Duration.ofMinutes(5)).getEpochSecond() + ",\"sha256\":\""
                    + Base64.getEncoder().encodeToString(hash) + "\"}";
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(String body) {
        return token("{\"alg\":\"HS256\"}", claims("key", NOW, body), KEY);
    }

    @Test
    void aSignedWebhookIsAnEventOutOfNoStream() {
        NodeWebhook webhook = webhooks.read(NODE, signed(BODY), bytes(BODY));
        assertThat(webhook.id()).isEqualTo("EV_1");
        MediaEvent event = webhook.event();
        assertThat(event.kind()).isEqualTo(MediaEvent.Kind.PARTICIPANT_JOINED);
        assertThat(event.position()).isEqualTo(StreamPosition.NONE);
        assertThat(event.nodeUrl()).isEqualTo("http://livekit.example:7880");
        assertThat(event.nodeId()).isEqualTo("http://livekit.example:7880");
        assertThat(event.roomName()).isEqualTo("call");
        assertThat(event.createdAt().getEpochSecond()).isEqualTo(1_760_000_001);
        assertThat(event.participant().identity()).isEqualTo("ann");
        assertThat(webhooks.read(NODE, "bearer " + signed(BODY), bytes(BODY)).id())
                .isEqualTo("EV_1");
    }

    private void refused(String authorization, String body, String code) {
        assertThatThrownBy(() -> webhooks.read(NODE, authorization, bytes(body)))
                .isInstanceOfSatisfying(
                        MediaNodeException.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void whatIsNotSignedWithTheKeyOverThisBodyNowIsRefused() {
        refused(signed(BODY), BODY.replace("ann", "bob"), "unauthenticated");
        refused(
                token("{\"alg\":\"HS256\"}", claims("key", NOW, BODY), new ApiKey("key", "other")),
                BODY,
                "unauthenticated");
        refused(token("{\"alg\":\"HS256\"}", claims("stranger", NOW, BODY), KEY), BODY, "unauthenticated");
        refused(token("{\"alg\":\"none\"}", claims("key", NOW, BODY), KEY), BODY, "unauthenticated");
        refused(
                token("{\"alg\":\"HS256\"}", claims("key", NOW.minus(Duration.ofMinutes(7)), BODY), KEY),
                BODY,
                "unauthenticated");
        refused(
                token("{\"alg\":\"HS256\"}", claims("key", NOW.plus(Duration.ofMinutes(2)), BODY), KEY),
                BODY,
                "unauthenticated");
        refused(token("{\"alg\":\"HS256\"}", "{\"iss\":\"key\"}", KEY), BODY, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b", "a.b.c", "..", "a.b.c.d", "Bearer ", "\u00fc.\u00fc.\u00fc"})
    void whatIsNoTokenIsRefused(String authorization) {
        refused(authorization, BODY, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "null",
                "{}",
                "{\"event\":\"room_started\"}",
                "{\"id\":\"EV_1\"}",
                "{\"id\":7,\"event\":8}"
            })
    void whatIsSignedAndNoWebhookIsRefused(String body) {
        refused(signed(body), body, "malformed");
    }

    @Test
    void aBodyThatNoWebhookNeedsIsNotRead() {
        String tooLong = "{\"id\":\"" + "x".repeat(Limits.DEFAULTS.eventBytes()) + "\"}";
        refused(signed(tooLong), tooLong, "malformed");
    }
}
