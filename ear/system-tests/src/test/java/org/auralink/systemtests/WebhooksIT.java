package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.auralink.systemtests.HookReceiver.Hook;
import org.junit.jupiter.api.Test;

/** An organization's own system is told what happens in its calls, by the running stack. */
class WebhooksIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void aCallIsToldInItsOrderAndLiveKitsReceiverTakesEveryEvent() throws Exception {
        Api ada = Api.newMember("Ada");
        try (var receiver = new HookReceiver();
                var guest = new Person("Grace")) {
            Api.Answer endpoint = ada.post(
                            "/api/v1/webhook-endpoints", Map.of("url", receiver.url(), "events", List.of("*")))
                    .expect(201);
            // The first requests fail, and nothing is lost or overtakes what waits.
            receiver.fail(2);
            Api.Answer call = ada.createCall("Engines");
            guest.open(call.text("join_url"));
            guest.join();
            Eventually.happens(
                    "the guest to be told to have joined",
                    LIMIT,
                    () -> receiver.types().contains("call.participant_joined"));
            guest.hangUp();
            ada.post("/api/v1/calls/" + call.text("call_id") + "/end", Map.of()).expect(202);
            Eventually.happens(
                    "the end of the call to be told",
                    LIMIT,
                    () -> receiver.types().contains("call.ended"));

            assertThat(receiver.taken().stream()
                            .map(hook -> hook.json().get("sequence").getAsLong()))
                    .as("numbers of the call, each once and none left out")
                    .containsExactly(java.util.stream.LongStream.rangeClosed(
                                    1, receiver.taken().size())
                            .boxed()
                            .toArray(Long[]::new));
            assertThat(receiver.types())
                    .containsSubsequence(
                            "room_started",
                            "participant_joined",
                            "call.started",
                            "call.participant_joined",
                            "call.participant_left",
                            "call.ended");
            assertThat(receiver.taken()).extracting(Hook::type).doesNotHaveDuplicates();
            assertThat(receiver.readByLiveKit(endpoint.text("endpoint_id"), endpoint.text("secret")))
                    .hasSameSizeAs(receiver.taken())
                    .contains("participant_joined PA_", "call.participant_left PA_", "call.ended");
        }
    }

    @Test
    void anEndpointIsMadeTestedChangedAndRemovedByWhoRunsTheOrganization() throws Exception {
        Api ada = Api.newMember("Ada");
        Api eve = Api.newMember("Eve");
        String endpoints = "/api/v1/webhook-endpoints";
        try (var receiver = new HookReceiver()) {
            ada.post(endpoints, Map.of("url", "https://169.254.169.254/")).expect(400);
            ada.post(endpoints, Map.of("url", receiver.url(), "colour", "red")).expect(400);
            ada.get(endpoints + "?colour=red").expect(400);
            Api.anonymous().get(endpoints).expect(401);
            Api.Answer made = ada.post(endpoints, Map.of("url", receiver.url())).expect(201);
            String at = endpoints + "/" + made.text("endpoint_id");
            assertThat(made.header("Location")).isEqualTo(at);
            eve.get(at).expect(404);
            assertThat(ada.get(at).expect(200).json().has("secret")).isFalse();

            ada.post(at + "/test", Map.of()).expect(202);
            Eventually.happens(
                    "the test to arrive", LIMIT, () -> receiver.types().equals(List.of("webhook.test")));
            Eventually.happens("its delivery to be written down", LIMIT, () -> delivered(ada, at) == 1);
            String delivery = ada.get(at + "/deliveries")
                    .json()
                    .getAsJsonArray("items")
                    .get(0)
                    .getAsJsonObject()
                    .get("delivery_id")
                    .getAsString();
            ada.post(at + "/deliveries/" + delivery + "/replay", Map.of()).expect(202);
            Eventually.happens(
                    "it to arrive again", LIMIT, () -> receiver.taken().size() == 2);
            assertThat(receiver.taken().get(1).body())
                    .isEqualTo(receiver.taken().get(0).body());

            String secret = ada.post(at + "/rotate-secret", Map.of("overlap_seconds", 0))
                    .expect(200)
                    .text("secret");
            ada.post(at + "/test", Map.of()).expect(202);
            Eventually.happens(
                    "another to arrive", LIMIT, () -> receiver.taken().size() == 3);
            Hook last = receiver.taken().get(2);
            try (var only = new HookReceiver()) {
                only.add(last);
                assertThat(only.readByLiveKit(made.text("endpoint_id"), secret)).containsExactly("webhook.test");
            }
            assertThat(ada.patch(at, Map.of("enabled", false))
                            .expect(200)
                            .json()
                            .get("enabled")
                            .getAsBoolean())
                    .isFalse();
            ada.post(at + "/test", Map.of()).expect(409);
            assertThat(ada.get("/api/v1/dead-letters").expect(200).json().getAsJsonArray("items"))
                    .isEmpty();
            ada.delete(at).expect(204);
            ada.get(at).expect(404);
        }
    }

    private static long delivered(Api api, String endpoint) {
        return api.get(endpoint + "/deliveries?status=delivered")
                .expect(200)
                .json()
                .getAsJsonArray("items")
                .size();
    }
}
