package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.Limits;
import org.auralink.shared.persistence.Leases;
import org.auralink.shared.persistence.TenancyContext;

/**
 * Ends calls that nobody ever joined, so that their links do not work for ever, and forgets who waited in the lobbies of calls
 * that are over.
 */
@Stateless
public class CallExpiry {
    @PersistenceContext(unitName = "call-events")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Hourly, by the server of the application that has the lease of it. */
    public void endForgottenCalls() {
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
        entityManager.flush();
        entityManager
                .createQuery("delete from LobbyEntry e where e.callId in"
                        + " (select c.callId from Call c where c.status in ('ended', 'failed'))"
                        + " or e.status = 'waiting' and e.seenAt < :gone")
                .setParameter("gone", now.minus(Limits.LOBBY_GONE))
                .executeUpdate();
    }
}
