package org.auralink.findings;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Looks whether a database is as the application needs it, with what PostgreSQL's catalogue shows to every role. Changes
 * nothing, and reads no row of a table.
 */
public final class DatabaseLook {
    /** Sessions, leases and what expires are compared across machines; NTP keeps them within milliseconds. */
    private static final Duration MOST_SKEW = Duration.ofSeconds(2);

    /** What mends what the migrator has not done yet. */
    public static final String MIGRATE = "Run the migrator of this release: java -jar db.jar; ./auralink run does.";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Connection connection;

    /** @param connection of any role */
    public DatabaseLook(Connection connection) {
        this.connection = connection;
    }

    /** Clock, roles and row level security. */
    public List<Finding> findings(Clock clock) throws SQLException {
        return List.of(clock(clock), roles(), rowSecurity());
    }

    private Finding clock(Clock clock) throws SQLException {
        String millis = one("select (extract(epoch from clock_timestamp()) * 1000)::bigint");
        return Diagnosis.clock(
                Check.DATABASE_CLOCK,
                "clock of the database",
                Duration.ofMillis(Long.parseLong(millis) - clock.millis()),
                MOST_SKEW,
                "sessions and leases end at the wrong time");
    }

    private Finding roles() throws SQLException {
        String wrong = one("""
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
        String owned = one("""
                select coalesce(string_agg(distinct r.rolname, ', '), '') from pg_class c join pg_roles r on r.oid = c.relowner
                where r.rolname in ('auralink_authenticator', 'auralink_service', 'anon', 'authenticated', 'service_role')
                """);
        if (!wrong.isEmpty()) {
            return Finding.error(Check.DATABASE_ROLES, "roles", "Wrong: " + wrong + ".", MIGRATE);
        }
        if (!owned.isEmpty()) {
            return Finding.error(
                    Check.DATABASE_ROLES,
                    "roles",
                    "Tables belong to " + owned + ", who then is not held to the policies.",
                    "Say, as a superuser: alter table ... owner to auralink_owner.");
        }
        return Finding.ok(
                Check.DATABASE_ROLES,
                "roles",
                "The application's logins own nothing, and each is held to what it is for.");
    }

    private Finding rowSecurity() throws SQLException {
        String open = one("""
                select coalesce(string_agg(format('%I.%I', n.nspname, c.relname), ', ' order by 1), '')
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and n.nspname in ('public', 'auth', 'measured')
                  and not (c.relrowsecurity and c.relforcerowsecurity)
                """);
        return open.isEmpty()
                ? Finding.ok(Check.ROW_SECURITY, "row level security", "It is forced on every table.")
                : Finding.error(
                        Check.ROW_SECURITY,
                        "row level security",
                        "It is not forced on " + open + ".",
                        "Say, as auralink_owner: alter table " + open.split(",", 2)[0]
                                + " enable row level security, force row level security.");
    }

    /**
     * The version that the migrator left as the comment of its schema, whose tables the application may not read; empty
     * when there is none.
     */
    public String applied() throws SQLException {
        return one("select coalesce(obj_description(to_regnamespace('migrations')::oid, 'pg_namespace'), '')");
    }

    /**
     * @param applied the newest migration that the database has; empty when there is none
     * @param needed the newest one that this release has
     */
    public static Finding schema(String applied, String needed) {
        if (!NUMBER.matcher(applied).matches()) {
            return Finding.error(
                    Check.DATABASE_SCHEMA, "schema", "It is missing; this release needs " + needed + ".", MIGRATE);
        }
        int order = Integer.compare(Integer.parseInt(applied), Integer.parseInt(needed));
        if (order > 0) {
            return Finding.error(
                    Check.DATABASE_SCHEMA,
                    "schema",
                    "It is of version " + applied + ", newer than this release's " + needed + ".",
                    "Run the release that made it, or a newer one.");
        }
        return order < 0
                ? Finding.error(
                        Check.DATABASE_SCHEMA,
                        "schema",
                        "It is of version " + applied + "; this release needs " + needed + ".",
                        MIGRATE)
                : Finding.ok(
                        Check.DATABASE_SCHEMA, "schema", "It is of version " + applied + ", which this release needs.");
    }

    private String one(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        }
    }
}
