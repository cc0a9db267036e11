package org.auralink.webhooks.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import org.auralink.shared.persistence.Leases;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.webhooks.entity.Limits;

/** Forgets what nobody will look at any more: the log of deliveries, dead letters, old secrets. */
@Stateless
public class WebhookCleaning {
    private static final String WORK = "work webhook-cleaning";

    /** With their dead letters. What waits behind a dead letter of a month ago is as old as that. */
    private static final String OLD_DELIVERIES = """
            delete from public.webhook_deliveries where delivery_id in (
              select delivery_id from public.webhook_deliveries
              where (status <> 'pending' and finished_at < ?1) or (status = 'pending' and created_at < ?1)
              limit ?2)
            """;

    private static final String OVER_THE_LOG = """
            delete from public.webhook_deliveries where delivery_id in (
              select delivery_id from (
                select delivery_id, row_number() over (
                  partition by organization_id order by created_at desc, delivery_id desc) as place
                from public.webhook_deliveries where status in ('delivered', 'dropped')) finished
              where place > ?1 limit ?2)
            """;

    /** An event and its deliveries are written in one transaction, so what has none any more has had its time. */
    private static final String EVENTS_OF_NOTHING = """
            delete from public.webhook_events where event_id in (
              select e.event_id from public.webhook_events e
              where ?1 = 1 and not exists (
                select 1 from public.webhook_deliveries d
                where d.organization_id = e.organization_id and d.event_id = e.event_id)
              limit ?2)
            """;

    private static final String OLD_NUMBERS = """
            delete from public.webhook_numbers where call_id in (
              select call_id from public.webhook_numbers where updated_at < ?1 limit ?2)
            """;

    /** All but the two newest of an endpoint, and the second when it is used no more. */
    private static final String OLD_SECRETS = """
            delete from auth.webhook_secrets where secret_id in (
              select secret_id from (
                select secret_id, row_number() over newest as place,
                  lag(previous_until) over newest as until
                from auth.webhook_secrets
                window newest as (partition by endpoint_id order by ordinal desc)) used
              where place > 1 and (place > 2 or until is null or until < ?1)
              limit ?2)
            """;

    @PersistenceContext(unitName = "webhook-queue")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Tests are several servers. */
    Leases leases = Leases.OF_THIS_SERVER;

    /** Hourly, by the server of the application that has the lease of it. */
    public void forget() {
        TenancyContext.enterAsService(entityManager);
        if (leases.take(entityManager, WORK, Limits.CLEANING)) {
            cleanUp(clock.instant());
        }
    }

    private void cleanUp(Instant now) {
        Instant old = now.minus(Limits.KEPT);
        all(OLD_DELIVERIES, old);
        all(OVER_THE_LOG, Limits.LOG_ROWS);
        all(EVENTS_OF_NOTHING, 1);
        all(OLD_NUMBERS, old);
        all(OLD_SECRETS, now);
    }

    private void all(String statement, Object first) {
        int rounds = 0;
        while (run(statement, first, Limits.CLEANED_AT_ONCE) == Limits.CLEANED_AT_ONCE
                && ++rounds < Limits.CLEANING_ROUNDS) {
            // The next part.
        }
    }

    private int run(String statement, Object first, Object second) {
        return entityManager
                .createNativeQuery(statement)
                .setParameter(1, first)
                .setParameter(2, second)
                .executeUpdate();
    }
}
