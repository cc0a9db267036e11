package org.auralink.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.MigrationVersion;

/** Looks whether a database is as the application needs it: logins, rights, schema, clock. Changes nothing. */
final class Examination {
    /** Sessions, leases and what expires are compared across machines; NTP keeps them within milliseconds. */
    private static final Duration MOST_SKEW = Duration.ofSeconds(2);

    private static final String MIGRATE = "Run the migrator of this release: java -jar db.jar; ./auralink run does.";

    private final MigratorSettings settings;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    Examination(MigratorSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What was found about one thing.
     *
     * @param level {@code ok}, {@code warning} or {@code failure}
     * @param about what was looked at
     * @param what a sentence
     * @param change what to do about it, empty when it is fine
     */
    record Finding(String level, String about, String what, String change) {
        /** With tabs between, of which there are none within. */
        String line() {
            return String.join("\t", level, about, what, change).replace('\n', ' ');
        }
    }

    /** All findings, the good ones too. */
    List<Finding> findings() {
        try (Connection connection =
                DriverManager.getConnection(settings.databaseUrl(), settings.adminUser(), settings.adminPassword())) {
            fine("database", "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + " answers.");
            clock(connection);
            roles(connection);
            logins();
            schema(connection);
            rowSecurity(connection);
        } catch (SQLException e) {
            failure(
                    "database",
                    "PostgreSQL cannot be asked at " + settings.databaseUrl() + ": " + e.getMessage(),
                    "Start it, or correct AURALINK_DB_URL and the administrator's login; what else there is to say of the"
                            + " database cannot be said without it.");
        }
        return findings;
    }

    private void clock(Connection connection) throws SQLException {
        String millis = one(connection, "select (extract(epoch from clock_timestamp()) * 1000)::bigint");
        Duration skew =
                Duration.ofMillis(Long.parseLong(millis) - clock.millis()).abs();
        if (skew.compareTo(MOST_SKEW) > 0) {
            failure(
                    "clock of the database",
                    "It differs from this machine's by " + skew.toMillis() + " ms.",
                    "Let NTP set both clocks (chrony, systemd-timesyncd).");
        } else {
            fine("clock of the database", "It differs from this machine's by less than two seconds.");
        }
    }

    private void roles(Connection connection) throws SQLException {
        String wrong = one(connection, """
                select coalesce(string_agg(name || ' ' || problem, ', ' order by name), '') from (
                  select name, case
                      when r.rolname is null then 'is missing'
                      when r.rolsuper then 'is a superuser'
                      when r.rolbypassrls <> bypass then
                        case when bypass then 'is held to the policies' else 'bypasses row level security' end
                      when r.rolcanlogin <> login then case when login then 'may not log in' else 'may log in' end
                      when r.rolcreaterole or r.rolcreatedb then 'may make roles or databases'
                      when r.rolinherit then 'has the rights of other roles without asking' end as problem
                  from (values ('anon', false, false), ('authenticated', false, false), ('service_role', false, true),
                      ('auralink_owner', true, false), ('auralink_authenticator', true, false),
                      ('auralink_service', true, false)) as wanted (name, login, bypass)
                    left join pg_roles r on r.rolname = wanted.name
                  ) as looked where problem is not null
                """);
        String owned = one(connection, """
                select coalesce(string_agg(distinct r.rolname, ', '), '') from pg_class c join pg_roles r on r.oid = c.relowner
                where r.rolname in ('auralink_authenticator', 'auralink_service', 'anon', 'authenticated', 'service_role')
                """);
        if (!wrong.isEmpty()) {
            failure("roles", "Wrong: " + wrong + ".", MIGRATE);
        } else if (!owned.isEmpty()) {
            failure(
                    "roles",
                    "Tables belong to " + owned + ", who then is not held to the policies.",
                    "Say, as a superuser: alter table ... owner to " + Bootstrap.OWNER + ".");
        } else {
            fine("roles", "The application's logins own nothing, and each is held to what it is for.");
        }
    }

    private void logins() {
        Map<String, String> logins = Map.of(
                Bootstrap.AUTHENTICATOR, settings.authenticatorPassword(),
                Bootstrap.SERVICE, settings.servicePassword());
        logins.forEach((login, password) -> {
            try (Connection connection = DriverManager.getConnection(settings.databaseUrl(), login, password)) {
                fine("login " + login, connection.isValid(0) ? "It is let in." : "It is let in, slowly.");
            } catch (SQLException e) {
                failure(
                        "login " + login,
                        "It is refused: " + e.getMessage(),
                        "Run the migrator, which sets its password to that of the settings, and look at pg_hba.conf.");
            }
        });
    }

    private void schema(Connection connection) throws SQLException {
        String applied = Schema.applied(connection);
        String newest = new Schema(settings).newest();
        int order = applied.isEmpty()
                ? -1
                : MigrationVersion.fromVersion(applied).compareTo(MigrationVersion.fromVersion(newest));
        if (order > 0) {
            failure(
                    "schema",
                    "It is of version " + applied + ", newer than this release's " + newest + ".",
                    "Run the release that made it, or a newer one.");
        } else if (order < 0) {
            String version = applied.isEmpty() ? "missing" : "of version " + applied;
            failure("schema", "It is " + version + "; this release needs " + newest + ".", MIGRATE);
        } else {
            fine("schema", "It is of version " + applied + ", which this release needs.");
            policies();
        }
    }

    /** Only of the schema that this release has: of another it is not known which policies belong to it. */
    private void policies() {
        List<String> pending = new Schema(settings).pending();
        if (pending.isEmpty()) {
            fine("policies", "They are those of this release.");
        } else {
            failure("policies", "They are not those of this release: " + String.join(", ", pending) + ".", MIGRATE);
        }
    }

    private void rowSecurity(Connection connection) throws SQLException {
        String open = one(connection, """
                select coalesce(string_agg(format('%I.%I', n.nspname, c.relname), ', ' order by 1), '')
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and n.nspname in ('public', 'auth', 'measured')
                  and not (c.relrowsecurity and c.relforcerowsecurity)
                """);
        if (open.isEmpty()) {
            fine("row level security", "It is forced on every table.");
        } else {
            failure(
                    "row level security",
                    "It is not forced on " + open + ".",
                    "Say, as " + Bootstrap.OWNER + ": alter table " + open.split(",", 2)[0]
                            + " enable row level security, force row level security.");
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        }
    }

    private void fine(String about, String what) {
        findings.add(new Finding("ok", about, what, ""));
    }

    private void failure(String about, String what, String change) {
        findings.add(new Finding("failure", about, what, change));
    }
}
