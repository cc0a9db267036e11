package org.auralink.oauth.boundary;

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

/** What is done about requests of other systems again and again, on every server of the application. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class OAuthDuties {
    @Resource
    ManagedScheduledExecutorService clock;

    @Resource
    ManagedExecutorService threads;

    @Inject
    ForgottenAuthorizations authorizations;

    private @Nullable Duties duties;

    @PostConstruct
    void begin() {
        duties = new Duties(clock, threads)
                .every(
                        Duration.ofMinutes(10),
                        "Expired requests of other systems could not be forgotten",
                        authorizations::forget);
    }

    @PreDestroy
    void end() {
        if (duties != null) {
            duties.close();
        }
    }
}
