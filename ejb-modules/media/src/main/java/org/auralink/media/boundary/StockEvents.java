package org.auralink.media.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeWebhook;
import org.auralink.media.entity.EventCursor;
import org.auralink.media.entity.Limits;
import org.auralink.shared.persistence.Leases;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.Starting;

/**
 * Applies what stock LiveKit servers report by webhooks, as {@link NodeEvents} applies the events of our own nodes. They come
 * without numbers, more than once and in no certain order.
 */
@Stateless
public class StockEvents {

    private static final Logger LOG = Logger.getLogger(StockEvents.class.getName());

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

    /** Forgets webhooks that nobody sends any more; hourly, by the first server of the application that is woken for it. */
    @Schedule(hour = "*", minute = "41", persistent = false)
    public void forgetWebhooks() {
        if (Starting.isUnderWay()) {
            return;
        }
        try {
            TenancyContext.enterAsService(entityManager);
            if (Leases.OF_THIS_SERVER.take(entityManager, "work media-webhooks", Limits.HOURLY_WORK)) {
                entityManager
                        .createNativeQuery(
                                "delete from public.media_webhooks where received_at < now() - interval '1 day'")
                        .executeUpdate();
            }
        } catch (RuntimeException e) {
            // The container tells of a failed timer with a stack trace for each, so it is told to be silent.
            LOG.log(
                    Level.WARNING,
                    "Webhooks of media nodes could not be forgotten; the next try is in an hour: {0}",
                    e.toString());
            throw e;
        }
    }
}
