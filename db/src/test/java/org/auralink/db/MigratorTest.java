package org.auralink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigratorTest {
    @Test
    void appliesFromEmptyAndChangesNothingTheSecondTime() throws Exception {
        Migrator migrator = new Migrator(TestDatabase.settings("from_empty"));
        assertThat(migrator.migrate()).isPositive();
        assertThat(migrator.migrate()).isZero();
    }

    @Test
    void aMissingSettingIsNamed() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AURALINK_DB_ADMIN_URL", "jdbc:postgresql://127.0.0.1:1/postgres",
                "AURALINK_DB_ADMIN_USER", "postgres",
                "AURALINK_DB_ADMIN_PASSWORD", "x",
                "AURALINK_DB_URL", "jdbc:postgresql://127.0.0.1:1/auralink",
                "AURALINK_DB_OWNER_PASSWORD", "x",
                "AURALINK_DB_PASSWORD", "x"));
        assertThatThrownBy(() -> MigratorSettings.from(environment))
                .hasMessage("The setting AURALINK_DB_SERVICE_PASSWORD is missing.");
        environment.put("AURALINK_DB_SERVICE_PASSWORD", "x");
        environment.put("AURALINK_DB_URL", "localhost");
        assertThatThrownBy(() -> MigratorSettings.from(environment)).hasMessageStartingWith("AURALINK_DB_URL must be");
    }

    @Test
    void settingsDoNotPrintPasswords() {
        assertThat(TestDatabase.SETTINGS.toString()).doesNotContain("password");
    }
}
