package org.auralink.db;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Makes a database out of a {@link Backup}: the schema as it was then, its rows, and the migrations since. All of that
 * happens in a new database, which takes the place of the present one when it is whole, so a restore that fails changes
 * nothing.
 */
final class Restore {
    /** In days: nothing is dropped. */
    private static final int MANY_YEARS = 36_500;

    private final MigratorSettings settings;

    Restore(MigratorSettings settings) {
        this.settings = settings;
    }

    /**
     * @param force whether a database with rows may be replaced
     * @return how many rows were restored
     * @throws MigratorSettings.InvalidSettingException when the file is none, is of a newer schema, or the database has
     *     rows and {@code force} is false
     */
    long read(Path file, boolean force) throws SQLException, IOException {
        String name = Bootstrap.databaseName(settings.databaseUrl());
        MigratorSettings fresh = settings.withDatabase(name + "_restoring");
        try (var zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            String version = version(zip, file);
            if (!force) {
                refuseRows(name);
            }
            drop(Bootstrap.databaseName(fresh.databaseUrl()));
            new Bootstrap(fresh).run();
            new Schema(fresh).migrateTo(version);
            long rows = copy(zip, fresh);
            new Schema(fresh).migrate();
            drop(name);
            admin("alter database " + quoted(name + "_restoring") + " rename to " + quoted(name));
            return rows;
        } catch (ZipException e) {
            throw none(file, e);
        }
    }

    private String version(ZipFile zip, Path file) throws IOException {
        var head = new Properties();
        ZipEntry entry = zip.getEntry(Backup.HEAD);
        if (entry == null || zip.getEntry(Backup.COMPLETE) == null) {
            throw none(file, null);
        }
        try (InputStream text = zip.getInputStream(entry)) {
            head.load(new StringReader(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
        }
        String version = head.getProperty("schema", "");
        String newest = new Schema(settings).newest();
        boolean known = Backup.FORMAT.equals(head.getProperty("format")) && version.matches("[0-9]{1,9}");
        if (!known || MigrationVersion.fromVersion(version).compareTo(MigrationVersion.fromVersion(newest)) > 0) {
            throw new MigratorSettings.InvalidSettingException("The backup " + file + " is of schema "
                    + (known ? version : "unknown") + ", newer than " + newest
                    + ", which this release knows. Restore it with the release that made it, or a newer one.");
        }
        return version;
    }

    private static MigratorSettings.InvalidSettingException none(Path file, @Nullable Exception cause) {
        var refusal = new MigratorSettings.InvalidSettingException(
                "The file " + file + " is no backup of AuraLink, or not a whole one.");
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }

    private void refuseRows(String name) throws SQLException {
        if (!exists(name)) {
            return;
        }
        try (Connection present =
                DriverManager.getConnection(settings.databaseUrl(), settings.adminUser(), settings.adminPassword())) {
            String table = Schema.firstWithRows(present);
            if (table != null) {
                throw new MigratorSettings.InvalidSettingException("The database " + name + " is not empty (" + table
                        + " has rows). Back it up first, then restore with --force, which replaces it.");
            }
        }
    }

    private static long copy(ZipFile zip, MigratorSettings fresh) throws SQLException, IOException {
        try (Connection connection =
                DriverManager.getConnection(fresh.databaseUrl(), fresh.adminUser(), fresh.adminPassword())) {
            Map<String, Schema.Table> tables = Schema.tables(connection).stream()
                    .collect(Collectors.toMap(Schema.Table::name, Function.identity()));
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // Triggers and references come with rows that went through them already. The superuser's to say.
                statement.execute("set local session_replication_role = replica");
                statement.execute("set local datestyle = 'ISO'");
                statement.execute("set local timezone = 'UTC'");
                statement.execute("truncate " + String.join(", ", tables.keySet()));
            }
            long rows = 0;
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> entry.getName().startsWith(Backup.TABLES))
                    .toList();
            for (ZipEntry entry : entries) {
                Schema.Table table = tables.get(entry.getName().substring(Backup.TABLES.length()));
                if (table == null) {
                    throw new IOException("the backup has a table that its schema does not have: " + entry.getName());
                }
                try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
                    rows += copy(connection, table, in);
                }
            }
            connection.commit();
            return rows;
        }
    }

    private static long copy(Connection connection, Schema.Table table, InputStream in)
            throws SQLException, IOException {
        String columns = line(in);
        if (!table.columns().equals(List.of(columns.split(", ")))) {
            throw new IOException("the backup has other columns than its schema in " + table.name());
        }
        try (Statement statement = connection.createStatement()) {
            String into = table.day() == null ? table.name() : "staged";
            if (table.day() != null) {
                statement.execute("create temporary table staged (like " + table.name() + ")");
            }
            long rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + into + " (" + columns + ") from stdin", in);
            if (table.day() != null) {
                // Tables of days that were never, or are no more: the application drops those that are too old.
                statement.execute("select private.quality_days(day, 0, " + MANY_YEARS + ") from (select distinct ("
                        + table.day() + " at time zone 'utc')::date as day from staged) as days");
                statement.execute(
                        "insert into " + table.name() + " (" + columns + ") select " + columns + " from staged");
                statement.execute("drop table staged");
            }
            if (table.identity() != null) {
                statement.execute(("select setval(pg_get_serial_sequence('%1$s', '%2$s'), coalesce(max(%2$s), 0) + 1,"
                                + " false) from %1$s")
                        .formatted(table.name(), table.identity()));
            }
            return rows;
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private boolean exists(String database) throws SQLException {
        try (Connection admin = connectAdmin();
                var asked = admin.prepareStatement("select from pg_database where datname = ?")) {
            asked.setString(1, database);
            try (ResultSet found = asked.executeQuery()) {
                return found.next();
            }
        }
    }

    private void drop(String database) throws SQLException {
        if (exists(database)) {
            // Whoever is still connected would be asked for what is not there any more.
            admin("drop database " + quoted(database) + " with (force)");
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private void admin(String sql) throws SQLException {
        try (Connection admin = connectAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connectAdmin() throws SQLException {
        return DriverManager.getConnection(settings.adminUrl(), settings.adminUser(), settings.adminPassword());
    }
}
