package org.auralink.quality.control;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.settings.Settings;

/** What an operator may say about measurements. */
@ApplicationScoped
public class QualitySettings {
    private int retentionDays = Limits.USUAL_RETENTION_DAYS;

    @PostConstruct
    void read() {
        retentionDays = Settings.current()
                .integer("auralink.quality.retention.days", Limits.USUAL_RETENTION_DAYS, 1, Limits.MOST_RETENTION_DAYS);
    }

    /** For how many days measurements are kept, beside today. */
    public int retentionDays() {
        return retentionDays;
    }
}
