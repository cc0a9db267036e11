package org.auralink.tenancy.control;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.auralink.shared.web.Starting;

/**
 * Looks every five seconds whether PostgreSQL and Redis have come back, while they are left alone: one question of one
 * server, so that nobody has to wait a minute for what is there again.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Recovery {
    @Inject
    private HealthChecks checks;

    /** A look that takes longer than the pause is waited for; there is never more than one. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    public void look() {
        if (Starting.isUnderWay()) {
            return;
        }
        checks.lookAgain();
    }
}
