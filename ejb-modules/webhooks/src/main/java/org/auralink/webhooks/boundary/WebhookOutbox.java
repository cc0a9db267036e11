package org.auralink.webhooks.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.auralink.calls.boundary.CallChange;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.webhooks.control.WebhookCounters;
import org.auralink.webhooks.entity.EventType;
import org.auralink.webhooks.entity.Limits;
import org.auralink.webhooks.entity.WebhookDelivery;
import org.auralink.webhooks.entity.WebhookEndpoint;
import org.auralink.webhooks.entity.WebhookEvent;

/**
 * Writes down what has to be told, in the transaction of what happened: both stand or neither does, whatever is killed when.
 * Sends nothing.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class WebhookOutbox {
    private static final String NUMBER = """
            insert into public.webhook_numbers (call_id, organization_id, last_sequence) values (?1, ?2, 1)
            on conflict (call_id) do update set last_sequence = webhook_numbers.last_sequence + 1
            returning last_sequence
            """;

    private static final String UNDELIVERED = """
            select count(*) from (
              select 1 from public.webhook_deliveries
              where organization_id = ?1 and status in ('pending', 'dead') limit ?2) waiting
            """;

    @PersistenceContext(unitName = "webhook-outbox")
    EntityManager entityManager;

    @Inject
    WebhookCounters counters;

    @Inject
    Clock clock;

    /**
     * Something took effect in a call. Part of the transaction in which it did; an organization without endpoints costs one
     * question. The event gets the call's next number, whether or not an endpoint wants it, so a receiver of all events sees
     * no gap, and one that sees a gap where it wants everything has missed something.
     */
    public void happened(CallChange change) {
        TenancyContext.enterAsService(entityManager);
        UUID organization = change.organization().value();
        List<WebhookEndpoint> endpoints = entityManager
                .createQuery(
                        "select e from WebhookEndpoint e where e.organizationId = :organization and e.enabled = true"
                                + " order by e.endpointId",
                        WebhookEndpoint.class)
                .setParameter("organization", organization)
                .getResultList();
        if (endpoints.isEmpty()) {
            return;
        }
        EventType type = typeOf(change.kind());
        UUID call = UUID.fromString(change.call().callId());
        long sequence = number(call, organization);
        List<WebhookEndpoint> wanting = endpoints.stream()
                .filter(endpoint -> endpoint.filter().wants(type))
                .toList();
        Instant now = clock.instant();
        if (wanting.isEmpty()) {
            return;
        }
        if (undelivered(organization) >= Limits.UNDELIVERED) {
            wanting.forEach(endpoint -> endpoint.miss(now));
            counters.missed(wanting.size());
            entityManager.flush();
            return;
        }
        var envelope = new WebhookBody.Envelope(UUID.randomUUID(), type, change.organization(), sequence, now);
        var event = new WebhookEvent(
                envelope.id(), change.organization(), call, sequence, type, WebhookBody.of(envelope, change), now);
        entityManager.persist(event);
        // Deliveries refer to it.
        entityManager.flush();
        wanting.forEach(endpoint -> entityManager.persist(WebhookDelivery.of(event, endpoint, now)));
        entityManager.flush();
    }

    private long number(UUID call, UUID organization) {
        return ((Number) entityManager
                        .createNativeQuery(NUMBER, Long.class)
                        .setParameter(1, call)
                        .setParameter(2, organization)
                        .getSingleResult())
                .longValue();
    }

    private long undelivered(UUID organization) {
        return ((Number) entityManager
                        .createNativeQuery(UNDELIVERED, Long.class)
                        .setParameter(1, organization)
                        .setParameter(2, Limits.UNDELIVERED)
                        .getSingleResult())
                .longValue();
    }

    private static EventType typeOf(CallChange.Kind kind) {
        return switch (kind) {
            case STARTED -> EventType.CALL_STARTED;
            case RESUMED -> EventType.CALL_RESUMED;
            case ENDED -> EventType.CALL_ENDED;
            case JOINED -> EventType.CALL_PARTICIPANT_JOINED;
            case LEFT -> EventType.CALL_PARTICIPANT_LEFT;
            case ROOM_STARTED -> EventType.ROOM_STARTED;
            case ROOM_FINISHED -> EventType.ROOM_FINISHED;
            case PARTICIPANT_JOINED -> EventType.PARTICIPANT_JOINED;
            case PARTICIPANT_LEFT -> EventType.PARTICIPANT_LEFT;
        };
    }
}
