package org.auralink.webhooks.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.auralink.shared.Caller;
import org.auralink.shared.Permission;
import org.auralink.shared.Refusal;
import org.auralink.shared.RequiresPermission;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.PageCursor;
import org.auralink.shared.web.QueryParameters;
import org.auralink.webhooks.entity.DeliveryStatus;
import org.auralink.webhooks.entity.EventType;
import org.auralink.webhooks.entity.Limits;
import org.auralink.webhooks.entity.WebhookDelivery;
import org.auralink.webhooks.entity.WebhookEndpoint;
import org.auralink.webhooks.entity.WebhookEvent;
import org.jspecify.annotations.Nullable;

/** What was and is to be sent to an endpoint, for those who run its organization. */
@Stateless
public class WebhookDeliveries {
    @PersistenceContext(unitName = "webhooks")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * The deliveries of an endpoint, newest first.
     *
     * @param status only those, {@code null} for all
     * @throws org.auralink.shared.RefusedException invalid, naming the parameter; not found; forbidden
     */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public WebhookDeliveryPage list(
            Caller caller,
            String endpointId,
            @Nullable String status,
            @Nullable String cursor,
            @Nullable String limit) {
        int most = QueryParameters.limit(limit);
        PageCursor after = PageCursor.parse(cursor);
        DeliveryStatus wanted =
                QueryParameters.oneOf("status", status, DeliveryStatus.values(), DeliveryStatus::wireName);
        TenancyContext.enter(entityManager, caller, Permission.WEBHOOKS_MANAGE);
        WebhookEndpoint endpoint = WebhookEndpoints.find(entityManager, caller, endpointId, LockModeType.NONE);
        TypedQuery<Tuple> query = entityManager
                .createQuery(
                        "select d as delivery, e as event from WebhookDelivery d join WebhookEvent e"
                                + " on e.eventId = d.eventId where d.organizationId = :organization"
                                + " and d.endpointId = :endpoint"
                                + " and (d.createdAt < :at or (d.createdAt = :at and d.deliveryId < :id))"
                                + (wanted == null ? "" : " and d.status = :status")
                                + " order by d.createdAt desc, d.deliveryId desc",
                        Tuple.class)
                .setParameter("organization", endpoint.organization())
                .setParameter("endpoint", endpoint.id())
                .setParameter("at", after.at())
                .setParameter("id", after.id())
                .setMaxResults(most + 1);
        if (wanted != null) {
            query.setParameter("status", wanted.wireName());
        }
        List<Tuple> found = query.getResultList();
        List<Tuple> page = found.subList(0, Math.min(most, found.size()));
        return new WebhookDeliveryPage(
                page.stream().map(WebhookDeliveries::view).toList(), found.size() > most ? cursorAfter(page) : null);
    }

    private static WebhookDeliveryView view(Tuple row) {
        return WebhookDeliveryView.of(row.get("delivery", WebhookDelivery.class), row.get("event", WebhookEvent.class));
    }

    private static String cursorAfter(List<Tuple> page) {
        WebhookDelivery last = page.get(page.size() - 1).get("delivery", WebhookDelivery.class);
        return new PageCursor(last.createdAt(), last.id()).text();
    }

    /**
     * Sends something that says nothing, to see whether it arrives. It is a delivery like others.
     *
     * @throws org.auralink.shared.RefusedException conflict when the endpoint is off; limit exceeded; not found; forbidden
     */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public WebhookDeliveryView test(Caller caller, String endpointId) {
        TenancyContext.enter(entityManager, caller, Permission.WEBHOOKS_MANAGE);
        WebhookEndpoint endpoint = ready(caller, endpointId);
        Instant now = clock.instant();
        var envelope = new WebhookBody.Envelope(UUID.randomUUID(), EventType.TEST, caller.organizationId(), 1, now);
        var event = new WebhookEvent(
                envelope.id(), caller.organizationId(), null, 1, EventType.TEST, WebhookBody.test(envelope), now);
        entityManager.persist(event);
        entityManager.flush();
        return keep(WebhookDelivery.of(event, endpoint, now), event);
    }

    /**
     * Sends an event once more, whatever became of it, outside of its call's order. The body and its id are the same, so a
     * receiver that had it can tell.
     *
     * @throws org.auralink.shared.RefusedException conflict when the endpoint is off, or the delivery still waits or stands
     *     among the dead letters; limit exceeded; not found; forbidden
     */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public WebhookDeliveryView replay(Caller caller, String endpointId, String deliveryId) {
        TenancyContext.enter(entityManager, caller, Permission.WEBHOOKS_MANAGE);
        WebhookEndpoint endpoint = ready(caller, endpointId);
        UUID id = Ids.parse(deliveryId);
        WebhookDelivery delivery = id == null ? null : entityManager.find(WebhookDelivery.class, id);
        if (delivery == null || !delivery.endpointId().equals(endpoint.id())) {
            throw Refusal.notFound("There is no such delivery.").asException();
        }
        switch (delivery.status()) {
            case PENDING ->
                throw Refusal.conflict("The delivery is still under way.").asException();
            case DEAD ->
                throw Refusal.conflict("The delivery stands among the dead letters: retry it there, in its order.")
                        .asException();
            case DELIVERED, DROPPED -> {
                // May be sent again.
            }
        }
        return keep(
                delivery.again(endpoint, clock.instant()), entityManager.find(WebhookEvent.class, delivery.eventId()));
    }

    private WebhookDeliveryView keep(WebhookDelivery delivery, WebhookEvent event) {
        entityManager.persist(delivery);
        entityManager.flush();
        return WebhookDeliveryView.of(delivery, event);
    }

    private WebhookEndpoint ready(Caller caller, String endpointId) {
        WebhookEndpoint endpoint = WebhookEndpoints.find(entityManager, caller, endpointId, LockModeType.NONE);
        if (!endpoint.isEnabled()) {
            throw Refusal.conflict("The webhook endpoint is off. Switch it on first.")
                    .asException();
        }
        long waiting = entityManager
                .createQuery(
                        "select count(d) from WebhookDelivery d where d.organizationId = :organization"
                                + " and d.status in ('pending', 'dead')",
                        Long.class)
                .setParameter("organization", endpoint.organization())
                .getSingleResult();
        if (waiting >= Limits.UNDELIVERED) {
            throw Refusal.limitExceeded("Too many deliveries of the organization wait already. Retry or drop its dead"
                            + " letters first.")
                    .asException();
        }
        return endpoint;
    }
}
