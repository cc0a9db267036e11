package org.auralink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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

    /** As it is in PostgreSQL 15 for an owner that inherits nothing. */
    @Test
    void aSchemaPublicThatIsNotTheOwnersBecomesTheirs() throws Exception {
        MigratorSettings settings = TestDatabase.settings("public_of_another");
        new Bootstrap(settings).run();
        try (Connection superuser = superuser(settings);
                Statement statement = superuser.createStatement()) {
            statement.execute("alter schema public owner to " + settings.adminUser());
        }

        assertThat(new Migrator(settings).migrate()).isPositive();
    }

    @Test
    void addressesAndAuraIdsOfOlderRowsGetTheirOneForm() throws Exception {
        MigratorSettings older = beforeTheOneForm("one_form");
        try (Connection superuser = superuser(older);
                Statement statement = superuser.createStatement()) {
            statement.execute(person("ｆｕｌｌ@example.org", "Full"));
            statement.execute(person("plain@example.org", "plain"));
            statement.execute("insert into auth.identities (user_id, provider, provider_id, identity_data)"
                    + " select user_id, 'email', user_id::text, jsonb_build_object('email', email) from public.users");

            assertThat(new Migrator(older).migrate()).isPositive();

            assertThat(As.query(
                            superuser,
                            "select email || ' ' || aura_id || ' ' || (identity_data ->> 'email') from public.users"
                                    + " join auth.identities using (user_id) order by 1"))
                    .containsExactly(
                            "full@example.org @full.aura full@example.org",
                            "plain@example.org @plain.aura plain@example.org");
            assertThatThrownBy(() -> statement.execute(person("ｆｕｌｌ@example.org", "other")))
                    .hasMessageContaining("users_email_form");
            assertThatThrownBy(() -> statement.execute(person("other@example.org", "Other")))
                    .hasMessageContaining("users_username_form");
        }
    }

    @Test
    void twoAccountsThatWouldBecomeOneStopTheMigrationWithASentence() throws Exception {
        MigratorSettings older = beforeTheOneForm("two_of_one");
        try (Connection superuser = superuser(older);
                Statement statement = superuser.createStatement()) {
            statement.execute(person("ｆｕｌｌ@example.org", "one"));
            statement.execute(person("full@example.org", "two"));
        }
        assertThatThrownBy(() -> new Migrator(older).migrate()).hasMessageContaining("differ only in their spelling");
    }

    private static MigratorSettings beforeTheOneForm(String database) throws SQLException {
        MigratorSettings settings = TestDatabase.settings(database);
        new Bootstrap(settings).run();
        new Schema(settings).migrateTo("011");
        return settings;
    }

    private static Connection superuser(MigratorSettings settings) throws SQLException {
        return DriverManager.getConnection(settings.databaseUrl(), settings.adminUser(), settings.adminPassword());
    }

    private static String person(String email, String name) {
        return "insert into public.users (email, username, aura_id) values ('%s', '%s', '@%2$s.aura')"
                .formatted(email, name);
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
