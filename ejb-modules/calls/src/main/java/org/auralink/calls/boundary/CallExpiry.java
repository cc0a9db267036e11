package org.auralink.calls.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.Limits;
import org.auralink.shared.persistence.Leases;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.Starting;

/** Ends calls that nobody ever joined, so that their links do not work for ever. */
@Stateless
public class CallExpiry {
    private static final Logger LOG = Logger.getLogger(CallExpiry.class.getName());

    @PersistenceContext(unitName = "call-events")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Hourly; every server of the application is woken for it, and the first of them does it. */
    @Schedule(hour = "*", minute = "23", persistent = false)
    public void endForgottenCalls() {
        if (Starting.isUnderWay()) {
            return;
        }
        try {
            endWaitingForTooLong();
        } catch (RuntimeException e) {
            // The container tells of a failed timer with a stack trace for each, so it is told to be silent.
            LOG.log(
                    Level.WARNING,
                    "Calls that nobody joined could not be ended; the next try is in an hour: {0}",
                    e.toString());
            throw e;
        }
    }

    private void endWaitingForTooLong() {
        TenancyContext.enterAsService(entityManager);
        if (!Leases.OF_THIS_SERVER.take(entityManager, "work calls-expiry", Limits.EXPIRY)) {
            return;
        }
        Instant now = clock.instant();
        entityManager
                .createQuery(
                        "select c from Call c where c.status = 'waiting' and c.createdAt < :limit order by c.createdAt",
                        Call.class)
                .setParameter("limit", now.minus(Limits.WAITING))
                .setMaxResults(Limits.EXPIRED_AT_ONCE)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .forEach(call -> call.expired(now));
    }
}
