package org.auralink.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.auralink.findings.Check;
import org.auralink.findings.DatabaseLook;
import org.auralink.findings.Finding;
import org.auralink.findings.Release;
import org.auralink.findings.Severity;
import org.junit.jupiter.api.Test;

/** One thing is broken at a time, and what is said names what to change. */
class ExaminationTest {
    private static List<Finding> of(MigratorSettings settings) {
        return new Examination(settings, Clock.systemUTC()).findings();
    }

    private static List<Finding> wrong(List<Finding> findings) {
        return findings.stream()
                .filter(found -> found.severity() != Severity.OK)
                .toList();
    }

    private static void run(MigratorSettings settings, String sql) throws Exception {
        try (Connection connection = Rows.superuser(settings);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static MigratorSettings migrated(String database) throws Exception {
        MigratorSettings settings = TestDatabase.settings(database);
        new Migrator(settings).migrate();
        return settings;
    }

    @Test
    void aMigratedDatabaseIsFine() throws Exception {
        List<Finding> findings = of(migrated("examined"));
        assertThat(wrong(findings)).isEmpty();
        assertThat(findings)
                .extracting(Finding::subject)
                .contains("database", "clock of the database", "roles", "login auralink_service", "schema");
    }

    @Test
    void aTableWithoutForcedRowLevelSecurityIsNamed() throws Exception {
        MigratorSettings settings = migrated("examined_rls");
        run(settings, "alter table public.calls no force row level security");
        assertThat(wrong(of(settings))).singleElement().satisfies(found -> {
            assertThat(found.found()).isEqualTo("It is not forced on public.calls.");
            assertThat(found.change()).contains("alter table public.calls enable row level security, force");
        });
    }

    @Test
    void aSchemaThatIsBehindAheadOrMissingIsNamed() throws Exception {
        MigratorSettings behind = Rows.at("020", "examined_behind");
        assertThat(wrong(of(behind)))
                .anySatisfy(found -> assertThat(found.line()).contains("of version 020", "Run the migrator"));
        MigratorSettings ahead = migrated("examined_ahead");
        run(
                ahead,
                "insert into migrations.flyway_schema_history select installed_rank + 1, '999', 'later', type, script,"
                        + " checksum, installed_by, installed_on, execution_time, success from"
                        + " migrations.flyway_schema_history order by installed_rank desc limit 1");
        assertThat(wrong(of(ahead)))
                .singleElement()
                .satisfies(found -> assertThat(found.line()).contains("of version 999, newer than"));
        MigratorSettings none = TestDatabase.settings("examined_none");
        new Bootstrap(none).run();
        assertThat(wrong(of(none)))
                .anySatisfy(found -> assertThat(found.found()).contains("It is missing"));
    }

    /** What the application can tell, which may not read the history of migrations. */
    @Test
    void everyRoleSeesWhichVersionTheSchemaIsOf() throws Exception {
        MigratorSettings settings = migrated("examined_version");
        assertThat(versionSeenBy(settings, Bootstrap.AUTHENTICATOR, settings.authenticatorPassword()))
                .as("the newest migration, as the build noted it for the application")
                .isEqualTo(Release.schema());
        try (Connection connection = DriverManager.getConnection(
                settings.databaseUrl(), Bootstrap.AUTHENTICATOR, settings.authenticatorPassword())) {
            assertThat(wrong(new DatabaseLook(connection).findings(Clock.systemUTC())))
                    .as("seen as the administrator sees it")
                    .isEmpty();
        }
        MigratorSettings behind = Rows.at("020", "examined_version_behind");
        assertThat(versionSeenBy(behind, Bootstrap.SERVICE, behind.servicePassword()))
                .isEqualTo("020");
        assertThat(DatabaseLook.schema("020", "021")).satisfies(found -> {
            assertThat(found.check()).isEqualTo(Check.DATABASE_SCHEMA);
            assertThat(found.change()).contains("Run the migrator");
        });
    }

    private static String versionSeenBy(MigratorSettings settings, String login, String password) throws Exception {
        try (Connection connection = DriverManager.getConnection(settings.databaseUrl(), login, password)) {
            return new DatabaseLook(connection).applied();
        }
    }

    @Test
    void policiesOfAnotherReleaseAreNamed() throws Exception {
        MigratorSettings settings = migrated("examined_policies");
        run(
                settings,
                "update migrations.flyway_schema_history set checksum = 1 where version is null and type = 'SQL'");
        assertThat(wrong(of(settings)))
                .singleElement()
                .satisfies(found -> assertThat(found.line())
                        .contains("They are not those of this release: policies", "Run the migrator"));
    }

    @Test
    void aClockThatIsWrongALoginThatIsRefusedAndAServerThatIsAwayAreNamed() throws Exception {
        MigratorSettings settings = migrated("examined_clock");
        var late = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-10));
        assertThat(wrong(new Examination(settings, late).findings()))
                .singleElement()
                .satisfies(found -> assertThat(found.change()).contains("NTP"));
        run(settings, "alter role auralink_authenticator nologin");
        try {
            assertThat(wrong(of(settings)))
                    .extracting(Finding::subject)
                    .containsExactlyInAnyOrder("roles", "login auralink_authenticator");
        } finally {
            run(settings, "alter role auralink_authenticator login");
        }
        assertThat(wrong(of(settings.withDatabase("not_there"))))
                .singleElement()
                .satisfies(found -> assertThat(found.found()).contains("not_there"));
    }
}
