package org.auralink.shared.persistence;

import java.util.List;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Names a missing database setting before Hibernate stumbles over its consequence. Persistence units are the first
 * thing of a deployment that needs settings, before any bean exists, so this hangs on Hibernate's own start-up.
 */
public final class DatabaseSettings implements ServiceContributor {
    private static final List<Setting> NEEDED = List.of(
            SharedSettings.DB_URL,
            SharedSettings.DB_USER,
            SharedSettings.DB_PASSWORD,
            SharedSettings.DB_SERVICE_USER,
            SharedSettings.DB_SERVICE_PASSWORD);

    @Override
    public void contribute(StandardServiceRegistryBuilder builder) {
        // Set by programs that bring their own connection, such as tests.
        if (builder.getSettings().containsKey("jakarta.persistence.jdbc.url")) {
            return;
        }
        Settings settings = Settings.current();
        NEEDED.forEach(settings::required);
        if (!settings.required(SharedSettings.DB_URL).startsWith("jdbc:postgresql://")) {
            throw new SettingException("The setting auralink.db.url must be a PostgreSQL JDBC URL such as"
                    + " jdbc:postgresql://127.0.0.1:15432/auralink.");
        }
    }
}
