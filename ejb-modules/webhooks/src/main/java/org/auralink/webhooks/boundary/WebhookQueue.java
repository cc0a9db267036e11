package org.auralink.webhooks.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.webhooks.control.WebhookCounters;
import org.auralink.webhooks.entity.Answer;
import org.auralink.webhooks.entity.DeadLetter;
import org.auralink.webhooks.entity.DeliveryStatus;
import org.auralink.webhooks.entity.EndpointSecret;
import org.auralink.webhooks.entity.Limits;
import org.auralink.webhooks.entity.SigningSecret;
import org.auralink.webhooks.entity.WebhookDelivery;
import org.auralink.webhooks.entity.WebhookEndpoint;
import org.auralink.webhooks.entity.WebhookEvent;

/**
 * Which deliveries are due, and what became of them: the only place where servers of the application meet over them. Each
 * takes some for a while, in one transaction; sends them, in none; and writes down the answer in another. Whoever is killed
 * in between loses nothing: the lease runs out, and another server goes on.
 *
 * <p>An endpoint's row is locked first, so that no two servers choose among its deliveries at the same time; one that is
 * locked is passed over and comes next time.
 */
@Stateless
public class WebhookQueue {
    private static final String ENDPOINTS = """
            select e.* from public.webhook_endpoints e
            where e.enabled and (e.paused_until is null or e.paused_until <= :now)
              and exists (select 1 from public.webhook_deliveries d
                where d.endpoint_id = e.endpoint_id and d.status = 'pending' and d.due_at <= :now)
            order by random() limit :most
            for no key update skip locked
            """;

    /** The first of each lane, and only when nothing before it waits for anybody. */
    private static final String HEADS = """
            select d.* from public.webhook_deliveries d
            where d.endpoint_id = :endpoint and d.status = 'pending' and d.due_at <= :now
              and not exists (select 1 from public.webhook_deliveries b
                where b.endpoint_id = d.endpoint_id and b.lane = d.lane and b.sequence < d.sequence
                  and b.status in ('pending', 'dead'))
            order by d.due_at, d.delivery_id limit :most
            for no key update skip locked
            """;

    @PersistenceContext(unitName = "webhook-queue")
    EntityManager entityManager;

    @Inject
    WebhookCounters counters;

    @Inject
    Clock clock;

    /**
     * Takes deliveries that are due, each for {@link Limits#LEASE}.
     *
     * @param most how many at most
     */
    public List<Parcel> take(int most) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        List<Parcel> taken = new ArrayList<>();
        for (WebhookEndpoint endpoint : due(now, most)) {
            if (taken.size() >= most) {
                break;
            }
            take(endpoint, now, Math.min(most - taken.size(), endpoint.room(now, underWay(endpoint, now))), taken);
        }
        return taken;
    }

    private void take(WebhookEndpoint endpoint, Instant now, int most, List<Parcel> taken) {
        if (most <= 0) {
            return;
        }
        List<SigningSecret> secrets = secrets(endpoint, now);
        for (WebhookDelivery delivery : heads(endpoint, now, most)) {
            WebhookEvent event = entityManager.find(WebhookEvent.class, delivery.eventId());
            if (delivery.isExhausted()) {
                delivery.forgotten(now);
                bury(delivery, event, now);
            } else {
                endpoint.probed(now);
                taken.add(Parcel.of(delivery, delivery.begin(now), endpoint, event, secrets));
            }
        }
    }

    /**
     * An attempt is over. Says nothing when it took so long that another server has the delivery now.
     *
     * @param parcel as it was taken
     */
    public void answered(Parcel parcel, Answer answer) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        // In the order of take(), so that the two never wait for each other.
        WebhookEndpoint endpoint =
                entityManager.find(WebhookEndpoint.class, parcel.endpoint(), LockModeType.PESSIMISTIC_WRITE);
        WebhookDelivery delivery =
                entityManager.find(WebhookDelivery.class, parcel.delivery(), LockModeType.PESSIMISTIC_WRITE);
        if (endpoint == null || delivery == null || !delivery.isHeldBy(parcel.lease())) {
            return;
        }
        delivery.answered(answer, now, ThreadLocalRandom.current().nextDouble());
        if (answer.isSuccess()) {
            endpoint.reachable();
            counters.delivered();
            return;
        }
        endpoint.failed(now);
        counters.failed();
        if (delivery.status() == DeliveryStatus.DEAD) {
            bury(delivery, entityManager.find(WebhookEvent.class, delivery.eventId()), now);
        }
    }

    private void bury(WebhookDelivery delivery, WebhookEvent event, Instant now) {
        entityManager.persist(DeadLetter.of(delivery, event.body(), now));
        counters.dead();
    }

    @SuppressWarnings("unchecked")
    private List<WebhookEndpoint> due(Instant now, int most) {
        return entityManager
                .createNativeQuery(ENDPOINTS, WebhookEndpoint.class)
                .setParameter("now", now)
                .setParameter("most", most)
                .getResultList();
    }

    @SuppressWarnings("unchecked")
    private List<WebhookDelivery> heads(WebhookEndpoint endpoint, Instant now, int most) {
        return entityManager
                .createNativeQuery(HEADS, WebhookDelivery.class)
                .setParameter("endpoint", endpoint.id())
                .setParameter("now", now)
                .setParameter("most", most)
                .getResultList();
    }

    private int underWay(WebhookEndpoint endpoint, Instant now) {
        return entityManager
                .createQuery(
                        "select count(d) from WebhookDelivery d where d.endpointId = :endpoint and d.status = 'pending'"
                                + " and d.lease is not null and d.dueAt > :now",
                        Long.class)
                .setParameter("endpoint", endpoint.id())
                .setParameter("now", now)
                .getSingleResult()
                .intValue();
    }

    private List<SigningSecret> secrets(WebhookEndpoint endpoint, Instant now) {
        List<EndpointSecret> newest = entityManager
                .createQuery(
                        "select s from EndpointSecret s where s.endpointId = :endpoint order by s.ordinal desc",
                        EndpointSecret.class)
                .setParameter("endpoint", endpoint.id())
                .setMaxResults(2)
                .getResultList();
        Instant both = newest.isEmpty() ? null : newest.get(0).previousUntil();
        int used = both != null && now.isBefore(both) ? 2 : 1;
        return newest.stream().limit(used).map(EndpointSecret::secret).toList();
    }
}
