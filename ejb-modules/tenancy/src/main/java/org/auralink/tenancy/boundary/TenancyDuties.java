package org.auralink.tenancy.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.time.Duration;
import org.auralink.shared.duties.Duties;
import org.auralink.tenancy.control.HealthChecks;
import org.jspecify.annotations.Nullable;

/** What is done about the stores and what they hold again and again, on every server of the application. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class TenancyDuties {
    @Resource
    ManagedScheduledExecutorService clock;

    @Resource
    ManagedExecutorService threads;

    @Inject
    HealthChecks checks;

    @Inject
    ForgottenKeys keys;

    @Inject
    DeletedOrganizations deleted;

    @Inject
    ForgottenAudit audit;

    private @Nullable Duties duties;

    @PostConstruct
    void begin() {
        duties = new Duties(clock, threads)
                // One question of one server to each store, so that nobody has to wait a minute for what is there
                // again, and
                // metrics tell of what nobody happens to use. It waits for no answer.
                .every(Duration.ofSeconds(5), "PostgreSQL and Redis could not be asked", checks::askAgain)
                .every(
                        Duration.ofHours(1),
                        "Answers to requests with an Idempotency-Key could not be forgotten",
                        keys::forget)
                .every(Duration.ofHours(1), "Deleted organizations could not be finished", deleted::finish)
                .every(Duration.ofDays(1), "What is too old for the audit could not be forgotten", audit::forget);
    }

    @PreDestroy
    void end() {
        if (duties != null) {
            duties.close();
        }
    }
}
