package org.auralink.media.boundary;

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

/** What is done about media nodes again and again, on every server of the application. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class MediaDuties {
    @Resource
    ManagedScheduledExecutorService clock;

    @Resource
    ManagedExecutorService threads;

    @Inject
    FleetWatch watch;

    @Inject
    StockEvents stock;

    private @Nullable Duties duties;

    @PostConstruct
    void begin() {
        duties = new Duties(clock, threads)
                .every(Duration.ofSeconds(2), "Rooms that should be elsewhere could not be looked for", watch::look)
                .every(Duration.ofHours(1), "Webhooks of media nodes could not be forgotten", stock::forgetWebhooks);
    }

    @PreDestroy
    void end() {
        if (duties != null) {
            duties.close();
        }
    }
}
