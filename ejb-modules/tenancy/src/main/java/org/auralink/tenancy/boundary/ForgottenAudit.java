package org.auralink.tenancy.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/** Forgets who did what when it is older than the operator keeps it; what remains is still one chain. */
@Stateless
public class ForgottenAudit {
    @PersistenceContext(unitName = "tenancy")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Every night, by UTC or whatever the server's time is. */
    public void forget() {
        forget(clock.instant().minus(Duration.ofDays(Settings.current().integer(SharedSettings.AUDIT_KEPT))));
    }

    void forget(Instant olderThan) {
        TenancyContext.enterAsService(entityManager);
        entityManager
                .createNativeQuery("select private.forget_audit(?1)", Long.class)
                .setParameter(1, olderThan)
                .getSingleResult();
    }
}
