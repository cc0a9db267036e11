package org.auralink.media.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeWebhook;
import org.auralink.media.entity.EventCursor;
import org.auralink.media.entity.Limits;
import org.auralink.shared.persistence.Leases;
import org.auralink.shared.persistence.TenancyContext;

/**
 * Applies what stock LiveKit servers report by webhooks, as {@link NodeEvents} applies the events of our own nodes. They come
 * without numbers, more than once and in no certain order.
 */
@Stateless
public class StockEvents {

    @PersistenceContext(unitName = "media-events")
    EntityManager entityManager;

    @Inject
    RoomObservers observers;

    @Inject
    Clock clock;

    /**
     * Something happened on a stock LiveKit server, which numbers nothing: what is told again is known by its id.
     *
     * @return as of {@link NodeEvents#apply}
     */
    public Optional<String> received(NodeWebhook webhook) {
        TenancyContext.enterAsService(entityManager);
        MediaEvent event = webhook.event();
        Instant now = clock.instant();
        String noBoot = event.position().bootId();
        EventCursor cursor = EventCursor.lock(entityManager, event.nodeUrl());
        if (cursor == null) {
            cursor = new EventCursor(event.nodeUrl(), event.nodeId(), noBoot, now);
            entityManager.persist(cursor);
        } else if (!cursor.isOf(event.nodeId(), noBoot)) {
            cursor.restarted(event.nodeId(), noBoot);
        }
        boolean isNew = entityManager
                        .createNativeQuery("insert into public.media_webhooks (node_url, event_id) values (?1, ?2)"
                                + " on conflict do nothing")
                        .setParameter(1, event.nodeUrl())
                        .setParameter(2, webhook.id())
                        .executeUpdate()
                > 0;
        if (isNew) {
            observers.concernedBy(event).forEach(observer -> observer.happened(event));
        }
        cursor.seen(now);
        return observers.strayIn(event);
    }

    /** Forgets webhooks that nobody sends any more; hourly, by the server of the application that has the lease of it. */
    public void forgetWebhooks() {
        TenancyContext.enterAsService(entityManager);
        if (Leases.OF_THIS_SERVER.take(entityManager, "work media-webhooks", Limits.HOURLY_WORK)) {
            entityManager
                    .createNativeQuery("delete from public.media_webhooks where received_at < now() - interval '1 day'")
                    .executeUpdate();
        }
    }
}
