package org.auralink.oauth.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import org.auralink.shared.persistence.TenancyContext;

/** Forgets what nobody decided, and codes that are over. They are worth nothing by then; this is for the space. */
@Stateless
public class ForgottenAuthorizations {
    /** One transaction of less than a second; the rest waits for the next time. */
    static final int AT_ONCE = 10_000;

    private static final String DELETE =
            "delete from auth.oauth_authorizations where ctid = any (array (select ctid from auth.oauth_authorizations"
                    + " where expires_at <= ?1 order by expires_at limit ?2 for update skip locked))";

    @PersistenceContext(unitName = "oauth")
    private EntityManager entityManager;

    @Inject
    private Clock clock;

    /** Every ten minutes, on every server; who comes second finds the rows held and leaves them. */
    public void forget() {
        TenancyContext.enterAsService(entityManager);
        entityManager
                .createNativeQuery(DELETE)
                .setParameter(1, clock.instant())
                .setParameter(2, AT_ONCE)
                .executeUpdate();
    }
}
