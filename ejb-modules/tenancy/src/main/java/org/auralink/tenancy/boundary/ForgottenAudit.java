package org.auralink.tenancy.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;
import org.auralink.shared.web.Starting;

/** Forgets who did what when it is older than the operator keeps it; what remains is still one chain. */
@Stateless
public class ForgottenAudit {
    private static final Logger LOG = Logger.getLogger(ForgottenAudit.class.getName());

    @PersistenceContext(unitName = "tenancy")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Every night, by UTC or whatever the server's time is. */
    @Schedule(hour = "3", minute = "37", persistent = false)
    public void forget() {
        if (Starting.isUnderWay()) {
            return;
        }
        try {
            forget(clock.instant().minus(Duration.ofDays(Settings.current().integer(SharedSettings.AUDIT_KEPT))));
        } catch (RuntimeException e) {
            // The container tells of a failed timer with a stack trace for each, so it is told to be silent.
            LOG.log(
                    Level.WARNING,
                    "What is too old for the audit could not be forgotten; the next try is tomorrow: {0}",
                    e.getClass().getSimpleName());
            throw e;
        }
    }

    void forget(Instant olderThan) {
        TenancyContext.enterAsService(entityManager);
        entityManager
                .createNativeQuery("select private.forget_audit(?1)", Long.class)
                .setParameter(1, olderThan)
                .getSingleResult();
    }
}
