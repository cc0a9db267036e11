package org.auralink.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** What migrations there are, what a database has of them, and which tables hold data. */
final class Schema {
    /** A schema of its own, which no application role may enter. */
    static final String HISTORY = "migrations";

    private static final MigrationVersion CURSORS_MADE = MigrationVersion.fromVersion("004");
    private static final MigrationVersion CURSORS_KEPT = MigrationVersion.fromVersion("008");

    private final MigratorSettings settings;

    Schema(MigratorSettings settings) {
        this.settings = settings;
    }

    /**
     * A table with data.
     *
     * @param name with its schema, quoted where it must be
     * @param columns that hold what was written, not what is computed
     * @param identity the column that PostgreSQL numbers, null where there is none
     * @param day the time by which its rows are in tables of days, null where they are not
     */
    record Table(
            String name,
            List<String> columns,
            @Nullable String identity,
            @Nullable String day) {}

    /**
     * Flyway, as the owner. The repeatable migrations are told which schema they are for, so that they count as changed,
     * and are applied again, with each new version of it.
     */
    FluentConfiguration flyway() {
        return numbered().placeholders(Map.of("schema", newest()));
    }

    /** Flyway with the numbered migrations only: earlier versions have none of the tables that the repeatable ones name. */
    private FluentConfiguration numbered() {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(settings.databaseUrl(), Bootstrap.OWNER, settings.ownerPassword())
                .locations("classpath:org/auralink/db/migrations")
                .defaultSchema(HISTORY)
                .createSchemas(true);
    }

    /** Brings an empty database to that version of the schema, as the release of that version would have. */
    void migrateTo(String version) {
        FluentConfiguration wanted =
                version.equals(newest()) ? flyway() : numbered().target(version).repeatableSqlMigrationPrefix("NONE");
        wanted.load().migrate();
    }

    /**
     * Brings the database to the newest version.
     *
     * @return how many migrations were applied
     */
    int migrate() throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(settings.databaseUrl(), settings.adminUser(), settings.adminPassword())) {
            forgetOldCursors(connection);
        }
        return flyway().load().migrate().migrationsExecuted;
    }

    /**
     * The migrations that change the places in the streams of events, 006 and 008, are the owner's, whom the policies show
     * no row of them, so they fail where there are any. Nobody needs them: nodes tell again what they hold.
     */
    private static void forgetOldCursors(Connection connection) throws SQLException {
        String applied = applied(connection);
        boolean old = !applied.isEmpty()
                && MigrationVersion.fromVersion(applied).compareTo(CURSORS_MADE) >= 0
                && MigrationVersion.fromVersion(applied).compareTo(CURSORS_KEPT) < 0;
        if (old) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(Bootstrap.script("before-008.sql"));
            }
        }
    }

    /** The newest migration that this release has, such as {@code 021}. */
    String newest() {
        // Asked of a database that is there in any case.
        var flyway = numbered()
                .placeholderReplacement(false)
                .dataSource(settings.adminUrl(), settings.adminUser(), settings.adminPassword());
        return Arrays.stream(flyway.load().info().all())
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(MigrationVersion::compareTo)
                .map(MigrationVersion::getVersion)
                .orElseThrow();
    }

    /** Versions that are not applied yet, oldest first, then the names of repeatable migrations that are to be applied. */
    List<String> pending() {
        return Arrays.stream(flyway().load().info().pending())
                .map(info -> info.isVersioned() ? info.getVersion().getVersion() : info.getDescription())
                .toList();
    }

    /** The newest migration that was applied, also one that this release does not have; empty when there is none. */
    static String applied(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet there =
                    statement.executeQuery("select to_regclass('" + HISTORY + ".flyway_schema_history') is not null")) {
                if (!there.next() || !there.getBoolean(1)) {
                    return "";
                }
            }
            try (ResultSet found = statement.executeQuery(
                    "select version from " + HISTORY
                            + ".flyway_schema_history where success and version is not null order by installed_rank desc limit 1")) {
                return found.next() ? found.getString(1) : "";
            }
        }
    }

    /** Every table of the application; a table of days stands for its days. */
    static List<Table> tables(Connection connection) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("""
                        select format('%I.%I', n.nspname, c.relname),
                          (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
                            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''),
                          (select a.attname from pg_attribute a
                            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attidentity <> ''),
                          (select a.attname from pg_partitioned_table p join pg_attribute a on a.attrelid = c.oid
                            where p.partrelid = c.oid and a.attnum = p.partattrs[0])
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('public', 'auth')
                        order by 1
                        """)) {
            while (found.next()) {
                String[] columns = (String[]) found.getArray(2).getArray();
                tables.add(new Table(found.getString(1), List.of(columns), found.getString(3), found.getString(4)));
            }
        }
        return tables;
    }

    /** The first table that has a row, null when none has. */
    static @Nullable String firstWithRows(Connection connection) throws SQLException {
        for (Table table : tables(connection)) {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("select exists (select from " + table.name() + ")")) {
                if (found.next() && found.getBoolean(1)) {
                    return table.name();
                }
            }
        }
        return null;
    }
}
