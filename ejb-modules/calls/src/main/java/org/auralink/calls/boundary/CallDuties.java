package org.auralink.calls.boundary;

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
import org.jspecify.annotations.Nullable;

/** What is done about calls again and again, on every server of the application. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class CallDuties {
    @Resource
    ManagedScheduledExecutorService clock;

    @Resource
    ManagedExecutorService threads;

    @Inject
    CallExpiry expiry;

    @Inject
    CallCensus census;

    private @Nullable Duties duties;

    @PostConstruct
    void begin() {
        duties = new Duties(clock, threads)
                // As often as Prometheus reads the figures.
                .every(Duration.ofSeconds(15), "Open calls could not be counted", census::look)
                .every(Duration.ofHours(1), "Calls that nobody joined could not be ended", expiry::endForgottenCalls);
    }

    @PreDestroy
    void end() {
        if (duties != null) {
            duties.close();
        }
    }
}
