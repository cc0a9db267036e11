package org.auralink.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.auralink.findings.Check;
import org.auralink.findings.DatabaseLook;
import org.auralink.findings.Finding;
import org.auralink.findings.Severity;

/**
 * Looks whether a database is as the application needs it: what every role sees, and what takes the administrator's and
 * everybody's passwords. Changes nothing.
 */
final class Examination {
    private final MigratorSettings settings;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    Examination(MigratorSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** All findings, the good ones too. */
    List<Finding> findings() {
        try (Connection connection =
                DriverManager.getConnection(settings.databaseUrl(), settings.adminUser(), settings.adminPassword())) {
            findings.add(Finding.ok(
                    Check.DATABASE,
                    "database",
                    "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + " answers."));
            findings.addAll(new DatabaseLook(connection).findings(clock));
            logins();
            // Not from the comment: this is who may read the history itself.
            Finding schema = DatabaseLook.schema(Schema.applied(connection), new Schema(settings).newest());
            findings.add(schema);
            if (schema.severity() == Severity.OK) {
                policies();
            }
        } catch (SQLException e) {
            findings.add(Finding.error(
                    Check.DATABASE,
                    "database",
                    "PostgreSQL cannot be asked at " + settings.databaseUrl() + ": " + e.getMessage(),
                    "Start it, or correct AURALINK_DB_URL and the administrator's login; what else there is to say of the"
                            + " database cannot be said without it."));
        }
        return findings;
    }

    /** Only of the schema that this release has: of another it is not known which policies belong to it. */
    private void policies() {
        List<String> pending = new Schema(settings).pending();
        findings.add(
                pending.isEmpty()
                        ? Finding.ok(Check.DATABASE_POLICIES, "policies", "They are those of this release.")
                        : Finding.error(
                                Check.DATABASE_POLICIES,
                                "policies",
                                "They are not those of this release: " + String.join(", ", pending) + ".",
                                DatabaseLook.MIGRATE));
    }

    private void logins() {
        Map<String, String> logins = Map.of(
                Bootstrap.AUTHENTICATOR, settings.authenticatorPassword(),
                Bootstrap.SERVICE, settings.servicePassword());
        logins.forEach((login, password) -> {
            String subject = "login " + login;
            try (Connection connection = DriverManager.getConnection(settings.databaseUrl(), login, password)) {
                findings.add(Finding.ok(
                        Check.DATABASE_LOGIN,
                        subject,
                        connection.isValid(0) ? "It is let in." : "It is let in, slowly."));
            } catch (SQLException e) {
                findings.add(Finding.error(
                        Check.DATABASE_LOGIN,
                        subject,
                        "It is refused: " + e.getMessage(),
                        "Run the migrator, which sets its password to that of the settings, and look at pg_hba.conf."));
            }
        });
    }
}
