package org.auralink.identity.boundary;

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

/** What is done about accounts again and again, on every server of the application. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class IdentityDuties {
    @Resource
    ManagedScheduledExecutorService clock;

    @Resource
    ManagedExecutorService threads;

    @Inject
    ForgottenTokens tokens;

    private @Nullable Duties duties;

    @PostConstruct
    void begin() {
        duties = new Duties(clock, threads)
                .every(Duration.ofMinutes(10), "Expired links of mails could not be forgotten", tokens::forget);
    }

    @PreDestroy
    void end() {
        if (duties != null) {
            duties.close();
        }
    }
}
