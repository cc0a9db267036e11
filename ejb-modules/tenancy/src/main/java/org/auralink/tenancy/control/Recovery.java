package org.auralink.tenancy.control;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.auralink.shared.web.Starting;

/**
 * Asks PostgreSQL and Redis every five seconds whether they are there: one question of one server, so that nobody has to
 * wait a minute for what is there again, and metrics tell of what nobody happens to use.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Recovery {
    @Inject
    private HealthChecks checks;

    /** Waits for no answer, and there is never more than one question to each. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    public void look() {
        if (Starting.isUnderWay()) {
            return;
        }
        checks.askAgain();
    }
}
