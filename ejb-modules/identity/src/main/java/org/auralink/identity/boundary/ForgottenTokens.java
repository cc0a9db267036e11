package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import org.auralink.shared.persistence.TenancyContext;

/** Forgets links, codes and waiting clients whose time is over. They are worth nothing by then; this is for the space. */
@Stateless
public class ForgottenTokens {
    /** One transaction of less than a second; the rest waits for the next time. */
    static final int AT_ONCE = 10_000;

    private static final List<String> DELETES = List.of(
            "delete from auth.one_time_tokens where ctid = any (array (select ctid from auth.one_time_tokens"
                    + " where expires_at <= ?1 order by expires_at limit ?2))",
            "delete from auth.flow_states where ctid = any (array (select ctid from auth.flow_states"
                    + " where expires_at <= ?1 order by expires_at limit ?2))");

    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private Clock clock;

    /** Every ten minutes, on the one server of the application that is first. */
    public void forget() {
        TenancyContext.enterAsService(entityManager);
        if (isFirst()) {
            DELETES.forEach(delete -> entityManager
                    .createNativeQuery(delete)
                    .setParameter(1, clock.instant())
                    .setParameter(2, AT_ONCE)
                    .executeUpdate());
        }
    }

    /** While its transaction lasts, no other server is. */
    private boolean isFirst() {
        return (Boolean) entityManager
                .createNativeQuery(
                        "select pg_try_advisory_xact_lock(hashtextextended('auralink.tokens.cleanup', 0))",
                        Boolean.class)
                .getSingleResult();
    }
}
