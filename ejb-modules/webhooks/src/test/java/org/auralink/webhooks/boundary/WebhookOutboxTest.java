package org.auralink.webhooks.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.UUID;
import org.auralink.calls.boundary.CallChange;
import org.auralink.calls.boundary.ParticipantView;
import org.auralink.shared.Caller;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.webhooks.entity.EventType;
import org.auralink.webhooks.entity.Limits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written down, and with what it stands and falls. */
class WebhookOutboxTest {
    private final Caller ann = WebhooksLab.owner("ann");
    private final WebhooksLab.Call call = new WebhooksLab.Call(ann);

    @BeforeEach
    void nothingWaits() {
        WebhooksLab.startOver();
    }

    private List<WebhookDeliveryView> log(WebhookEndpointView endpoint) {
        return WebhooksLab.deliveries(it -> it.list(ann, endpoint.endpointId(), null, null, "200"))
                .items();
    }

    private List<String> told(WebhookEndpointView endpoint) {
        return log(endpoint).stream()
                .sorted(java.util.Comparator.comparingLong(WebhookDeliveryView::sequence))
                .map(it -> it.sequence() + " " + it.eventType())
                .toList();
    }

    @Test
    void anEventIsWrittenWithWhatItTellsOrNotAtAll() {
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "*");
        try (var transaction = WebhooksLab.outboxTransaction()) {
            transaction.getTransaction().begin();
            WebhooksLab.outbox(transaction).happened(call.started());
            transaction.getTransaction().rollback();
        }
        assertThat(log(endpoint)).isEmpty();

        WebhooksLab.happened(call.started());
        assertThat(told(endpoint)).as("the number was not lost either").containsExactly("1 call.started");
    }

    @Test
    void eachCallCountsItsEventsFromOne() {
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "*");
        var other = new WebhooksLab.Call(ann);
        WebhooksLab.happened(call.started(), call.joined("bob"));
        WebhooksLab.happened(other.started());
        WebhooksLab.happened(call.left("bob"), call.ended());
        assertThat(told(endpoint))
                .containsExactlyInAnyOrder(
                        "1 call.started",
                        "2 call.participant_joined",
                        "1 call.started",
                        "3 call.participant_left",
                        "4 call.ended");
    }

    @Test
    void anEndpointIsToldWhatItWantsAndSeesInTheNumbersWhatItDoesNot() {
        WebhookEndpointView ends = WebhooksLab.endpoint(ann, "call.ended");
        WebhookEndpointView media = WebhooksLab.endpoint(ann, "participant_joined", "room_started");
        WebhookEndpointView own = WebhooksLab.endpoint(ann, "call.*");
        WebhooksLab.happened(
                call.change(CallChange.Kind.ROOM_STARTED, null),
                call.change(CallChange.Kind.PARTICIPANT_JOINED, "bob"),
                call.started(),
                call.joined("bob"),
                call.ended());
        assertThat(told(ends)).containsExactly("5 call.ended");
        assertThat(told(media)).containsExactly("1 room_started", "2 participant_joined");
        assertThat(told(own)).containsExactly("3 call.started", "4 call.participant_joined", "5 call.ended");
    }

    @Test
    void anotherOrganizationAndAnEndpointThatIsOffAreToldNothing() {
        Caller stranger = WebhooksLab.owner("stranger");
        WebhookEndpointView theirs = WebhooksLab.endpoint(stranger, "*");
        WebhookEndpointView off = WebhooksLab.endpoint(ann, "*");
        WebhooksLab.endpoints(
                it -> it.change(ann, off.endpointId(), new WebhookEndpointChange(null, null, null, false)));
        WebhooksLab.happened(call.started());
        assertThat(log(off)).isEmpty();
        assertThat(WebhooksLab.deliveries(it -> it.list(stranger, theirs.endpointId(), null, null, null))
                        .items())
                .isEmpty();
    }

    @Test
    void whatIsTooMuchIsNotKeptAndTheEndpointSaysSo() {
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "*");
        WebhooksLab.happened(call.started());
        MigratedDatabase.execute(
                "insert into public.webhook_deliveries (delivery_id, organization_id, endpoint_id, event_id, lane, sequence,"
                        + " due_at, created_at) select gen_random_uuid(), organization_id, endpoint_id, event_id, lane,"
                        + " sequence + n, due_at, created_at from public.webhook_deliveries, generate_series(1, ?) n"
                        + " where endpoint_id = ?",
                Limits.UNDELIVERED,
                UUID.fromString(endpoint.endpointId()));
        WebhooksLab.happened(call.joined("bob"), call.left("bob"));
        WebhookEndpointView missing = WebhooksLab.endpoints(it -> it.get(ann, endpoint.endpointId()));
        assertThat(missing.missedEvents()).isEqualTo(2);
        assertThat(missing.missedSince()).isEqualTo(WebhooksLab.START);
    }

    @Test
    void aBodyIsOurOwnFormAndLiveKitsAtOnce() throws Exception {
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "*");
        WebhooksLab.happened(call.joined("bob"));
        WebhookDeliveryView delivery = log(endpoint).get(0);
        JsonNode body = new ObjectMapper().readTree(delivery.body());
        assertThat(body.get("id").asText()).isEqualTo(delivery.eventId());
        assertThat(body.get("type").asText()).isEqualTo("call.participant_joined");
        assertThat(body.get("event").asText()).isEqualTo("call.participant_joined");
        assertThat(body.get("created_at").asLong()).isEqualTo(WebhooksLab.START.getEpochSecond());
        assertThat(body.get("organization_id").asText())
                .isEqualTo(ann.organizationId().value().toString());
        assertThat(body.get("sequence").asLong()).isEqualTo(1);
        assertThat(body.at("/room/name").asText()).isEqualTo(call.id.toString());
        assertThat(body.at("/participant/identity").asText()).isEqualTo("bob");
        assertThat(body.at("/data/occurred_at").asText()).isEqualTo("2026-03-01T10:00:00.000Z");
        assertThat(body.at("/data/participant/joined_at").asText()).isEqualTo("2026-03-01T10:00:00.000Z");
        assertThat(body.at("/data/call/name").asText()).isEqualTo("Standup");
    }

    @Test
    void theLongestTextsMakeNoBodyThatCannotBeStored() {
        String long4 = "\uD83D\uDE00".repeat(1000);
        var facts = new CallChange.Facts(
                call.id.toString(), "\"".repeat(255), "conference", "x".repeat(36), null, null, 1, "completed");
        var stay = new CallChange.Stay(
                long4, new ParticipantView(long4, long4, "participant", WebhooksLab.START, null, 1));
        var change =
                new CallChange(CallChange.Kind.JOINED, ann.organizationId(), facts, WebhooksLab.START, long4, stay);
        var envelope = new WebhookBody.Envelope(
                UUID.randomUUID(),
                EventType.CALL_PARTICIPANT_JOINED,
                ann.organizationId(),
                Long.MAX_VALUE,
                WebhooksLab.START);
        assertThat(WebhookBody.of(envelope, change).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSizeLessThan(Limits.BODY_BYTES);
    }
}
