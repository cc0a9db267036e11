package org.auralink.webhooks.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.auralink.shared.Caller;
import org.auralink.webhooks.entity.Answer;
import org.auralink.webhooks.entity.Limits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent when, in which order, how often, and what becomes of it. */
class WebhookQueueTest {
    private static final Answer TAKEN = Answer.of(200, Duration.ofMillis(12));
    private static final Answer REFUSED = Answer.of(500, Duration.ofMillis(12));

    private final Caller ann = WebhooksLab.owner("ann");
    private final WebhooksLab.Call call = new WebhooksLab.Call(ann);
    private WebhookEndpointView endpoint;

    @BeforeEach
    void oneEndpoint() {
        WebhooksLab.startOver();
        endpoint = WebhooksLab.endpoint(ann, "*");
    }

    private WebhookDeliveryView delivery(int sequence) {
        return WebhooksLab.deliveries(it -> it.list(ann, endpoint.endpointId(), null, null, "200")).items().stream()
                .filter(it -> it.sequence() == sequence)
                .findFirst()
                .orElseThrow();
    }

    private Parcel one() {
        List<Parcel> taken = WebhooksLab.take(endpoint);
        assertThat(taken).hasSize(1);
        return taken.get(0);
    }

    private List<DeadLetterView> letters() {
        return WebhooksLab.letters(it -> it.list(ann, null, null, null)).items();
    }

    /** Until the delivery that is due is a dead letter; past the pauses of an endpoint that is away. */
    private void failToTheEnd() {
        for (int attempt = 1; attempt <= Limits.ATTEMPTS; attempt++) {
            WebhooksLab.answer(one(), REFUSED);
            WebhooksLab.CLOCK.pass(Limits.PAUSE);
        }
    }

    @Test
    void eventsOfACallGoOneAfterTheOtherAndThoseOfOthersBesideThem() {
        var other = new WebhooksLab.Call(ann);
        WebhooksLab.happened(call.started(), call.joined("bob"), call.left("bob"), call.ended());
        WebhooksLab.happened(other.started(), other.ended());
        List<String> order = new ArrayList<>();
        for (List<Parcel> taken = WebhooksLab.take(endpoint); !taken.isEmpty(); taken = WebhooksLab.take(endpoint)) {
            assertThat(taken.stream().map(it -> it.body().contains(call.id.toString())))
                    .as("one of each call at a time")
                    .doesNotHaveDuplicates();
            for (Parcel parcel : taken) {
                if (parcel.body().contains(call.id.toString())) {
                    order.add(parcel.type());
                }
                WebhooksLab.answer(parcel, TAKEN);
            }
        }
        assertThat(order)
                .containsExactly("call.started", "call.participant_joined", "call.participant_left", "call.ended");
        assertThat(delivery(4).status()).isEqualTo("delivered");
        assertThat(delivery(4).lastStatus()).isEqualTo(200);
        assertThat(delivery(4).lastDurationMs()).isEqualTo(12);
    }

    @Test
    void whatWasTakenIsNobodyElsesUntilItsLeaseRunsOut() {
        WebhooksLab.happened(call.started());
        Parcel first = one();
        assertThat(WebhooksLab.take(endpoint)).isEmpty();
        WebhooksLab.CLOCK.pass(Limits.LEASE.minusMillis(1));
        assertThat(WebhooksLab.take(endpoint)).isEmpty();
        WebhooksLab.CLOCK.pass(Duration.ofMillis(1));
        Parcel second = one();
        assertThat(second.delivery()).isEqualTo(first.delivery());

        // The first server wakes up: what it says counts no more, and does not free what the second has.
        WebhooksLab.answer(first, REFUSED);
        assertThat(delivery(1).status()).isEqualTo("pending");
        assertThat(delivery(1).lastStatus()).isNull();
        WebhooksLab.answer(second, TAKEN);
        assertThat(delivery(1).status()).isEqualTo("delivered");
        WebhooksLab.answer(second, REFUSED);
        assertThat(delivery(1).status()).isEqualTo("delivered");
    }

    @Test
    void aFailureIsTriedAgainAfterWaitsThatGrowAndNeverExceedTheCap() {
        WebhooksLab.happened(call.started(), call.ended());
        List<Long> most = List.of(100L, 500L, 2500L, 10_000L);
        for (long wait : most) {
            WebhooksLab.answer(one(), REFUSED);
            Instant next = delivery(1).nextAttemptAt();
            assertThat(Duration.between(WebhooksLab.CLOCK.instant(), next).toMillis())
                    .isBetween(wait / 2, wait);
            WebhooksLab.CLOCK.moveTo(next.minusMillis(1));
            assertThat(WebhooksLab.take(endpoint)).isEmpty();
            WebhooksLab.CLOCK.moveTo(next);
        }
        assertThat(delivery(1).attempts()).isEqualTo(4);
        assertThat(delivery(1).lastError()).isEqualTo("The receiver answered 500.");
    }

    @Test
    void theFifthFailureMakesADeadLetterWithAllThatIsKnown() {
        WebhooksLab.happened(call.started());
        failToTheEnd();
        assertThat(delivery(1).status()).isEqualTo("dead");
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.queue()).isEqualTo("webhooks");
            assertThat(letter.payload()).isEqualTo(delivery(1).body());
            assertThat(letter.error()).isEqualTo("The receiver answered 500.");
            assertThat(letter.attempts()).isEqualTo(5);
            assertThat(letter.firstAttemptAt()).isEqualTo(WebhooksLab.START);
            assertThat(letter.lastAttemptAt()).isEqualTo(WebhooksLab.START.plus(Limits.PAUSE.multipliedBy(4)));
        });
    }

    @Test
    void whatFollowsADeadLetterInItsCallWaitsSoNobodyLeavesWhoHasNotJoined() {
        WebhooksLab.happened(call.joined("bob"));
        failToTheEnd();
        WebhooksLab.happened(call.left("bob"));
        assertThat(WebhooksLab.take(endpoint)).isEmpty();
        var other = new WebhooksLab.Call(ann);
        WebhooksLab.happened(other.started());
        Parcel probe = one();
        assertThat(probe.type()).as("other calls go on").isEqualTo("call.started");
        WebhooksLab.answer(probe, TAKEN);

        WebhooksLab.retry(ann, letters().get(0).deadLetterId());
        assertThat(letters()).isEmpty();
        Parcel joined = one();
        assertThat(joined.type()).isEqualTo("call.participant_joined");
        WebhooksLab.answer(joined, TAKEN);
        assertThat(one().type()).isEqualTo("call.participant_left");
    }

    @Test
    void aDeadLetterThatIsDroppedIsNeverSentAndItsCallGoesOn() {
        WebhooksLab.happened(call.started(), call.ended());
        failToTheEnd();
        WebhooksLab.drop(ann, letters().get(0).deadLetterId());
        assertThat(letters()).isEmpty();
        assertThat(delivery(1).status()).isEqualTo("dropped");
        assertThat(one().type()).isEqualTo("call.ended");
    }

    @Test
    void anEndpointThatFailedFiveTimesIsLeftAloneAndThenAskedOnce() {
        for (int calls = 0; calls < 8; calls++) {
            WebhooksLab.happened(new WebhooksLab.Call(ann).started());
        }
        List<Parcel> first = WebhooksLab.take(endpoint);
        assertThat(first).as("requests at a time").hasSize(Limits.AT_ONCE_PER_ENDPOINT);
        first.forEach(parcel -> WebhooksLab.answer(parcel, REFUSED));
        WebhooksLab.answer(WebhooksLab.take(endpoint).get(0), REFUSED);
        assertThat(WebhooksLab.endpoints(it -> it.get(ann, endpoint.endpointId()))
                        .pausedUntil())
                .isEqualTo(WebhooksLab.START.plus(Limits.PAUSE));
        WebhooksLab.CLOCK.pass(Limits.PAUSE.minusMillis(1));
        assertThat(WebhooksLab.take(endpoint)).isEmpty();
        WebhooksLab.CLOCK.pass(Duration.ofMillis(1));
        Parcel probe = one();
        assertThat(WebhooksLab.take(endpoint)).as("while the one finds out").isEmpty();
        WebhooksLab.answer(probe, REFUSED);
        assertThat(WebhooksLab.take(endpoint)).as("away still").isEmpty();
        WebhooksLab.CLOCK.pass(Limits.PAUSE);
        WebhooksLab.answer(one(), TAKEN);
        assertThat(WebhooksLab.take(endpoint)).as("there again").hasSize(Limits.AT_ONCE_PER_ENDPOINT);
    }

    @Test
    void anotherAddressIsTriedAtOnceHoweverOftenTheOneBeforeFailed() {
        for (int calls = 0; calls <= Limits.FAILURES; calls++) {
            WebhooksLab.happened(new WebhooksLab.Call(ann).started());
        }
        for (int failures = 0; failures < Limits.FAILURES; failures++) {
            WebhooksLab.answer(WebhooksLab.take(endpoint).get(0), REFUSED);
            WebhooksLab.CLOCK.pass(Duration.ofSeconds(10));
        }
        assertThat(WebhooksLab.take(endpoint)).as("paused").isEmpty();
        WebhooksLab.endpoints(it -> it.change(
                ann, endpoint.endpointId(), new WebhookEndpointChange("https://other.example.org/", null, null, null)));
        assertThat(WebhooksLab.take(endpoint))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.url()).hasToString("https://other.example.org/"));
    }

    @Test
    void whatWaitsForAnEndpointThatIsOffWaitsOn() {
        WebhooksLab.happened(call.started());
        WebhooksLab.endpoints(
                it -> it.change(ann, endpoint.endpointId(), new WebhookEndpointChange(null, null, null, false)));
        assertThat(WebhooksLab.take(endpoint)).isEmpty();
        WebhooksLab.endpoints(
                it -> it.change(ann, endpoint.endpointId(), new WebhookEndpointChange(null, null, null, true)));
        assertThat(one().type()).isEqualTo("call.started");
    }

    @Test
    void anAttemptThatNobodyHeardOfAgainCountsAndTheLastOfThemIsADeadLetter() {
        WebhooksLab.happened(call.started());
        for (int attempt = 1; attempt <= Limits.ATTEMPTS; attempt++) {
            one();
            WebhooksLab.CLOCK.pass(Limits.LEASE);
        }
        assertThat(WebhooksLab.take(endpoint)).isEmpty();
        assertThat(letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.error()).contains("the server that made it stopped"));
    }

    @Test
    void bothSecretsAreUsedWhileTheyOverlapAndThenTheNewOne() {
        WebhookEndpointView rotated =
                WebhooksLab.endpoints(it -> it.rotateSecret(ann, endpoint.endpointId(), new SecretRotation(60)));
        WebhooksLab.happened(call.started());
        assertThat(one().secrets()).extracting(it -> it.value()).containsExactly(rotated.secret(), endpoint.secret());
        WebhooksLab.CLOCK.pass(Duration.ofSeconds(60));
        assertThat(one().secrets()).extracting(it -> it.value()).containsExactly(rotated.secret());
    }

    @Test
    void aReplayGoesOutsideOfItsCallsOrderWithTheSameBody() {
        WebhooksLab.happened(call.started());
        Parcel first = one();
        WebhooksLab.answer(first, TAKEN);
        WebhooksLab.happened(call.ended());
        WebhooksLab.CLOCK.pass(Duration.ofMillis(1));
        WebhookDeliveryView again = WebhooksLab.deliveries(
                it -> it.replay(ann, endpoint.endpointId(), first.delivery().toString()));
        assertThat(again.deliveryId()).isNotEqualTo(first.delivery().toString());
        List<Parcel> both = WebhooksLab.take(endpoint);
        assertThat(WebhooksLab.types(both)).containsExactlyInAnyOrder("call.ended", "call.started");
        assertThat(both.stream().filter(it -> it.type().equals("call.started")))
                .singleElement()
                .satisfies(it -> assertThat(it.body()).isEqualTo(first.body()));
    }
}
