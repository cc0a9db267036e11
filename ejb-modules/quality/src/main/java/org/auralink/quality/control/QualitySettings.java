package org.auralink.quality.control;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.Settings;

/** What an operator may say about measurements. */
@ApplicationScoped
public class QualitySettings {
    static final Setting RETENTION = Setting.integer(
            "auralink.quality.retention.days",
            Limits.USUAL_RETENTION_DAYS,
            1,
            Limits.MOST_RETENTION_DAYS,
            "days",
            "for which measurements of calls are kept");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS = List.of(RETENTION);

    private int retentionDays = Limits.USUAL_RETENTION_DAYS;

    @PostConstruct
    void read() {
        retentionDays = Settings.current().integer(RETENTION);
    }

    /** For how many days measurements are kept, beside today. */
    public int retentionDays() {
        return retentionDays;
    }
}
