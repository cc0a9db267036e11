package org.auralink.db;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * All rows of the application in one file, as they were at one moment, while everything goes on. The file holds data and
 * the version of the schema, not the schema: {@link Restore} makes that by the migrations. So it needs none of PostgreSQL's
 * programs, and moves between releases of PostgreSQL.
 *
 * <p>A ZIP: {@code backup.properties}, one entry {@code tables/SCHEMA.TABLE} for each table, in PostgreSQL's text format
 * with the names of the columns in the first line, and an entry {@code complete} at the end.
 */
final class Backup {
    static final String HEAD = "backup.properties";
    static final String TABLES = "tables/";
    static final String COMPLETE = "complete";
    static final String FORMAT = "1";

    private final MigratorSettings settings;

    Backup(MigratorSettings settings) {
        this.settings = settings;
    }

    /**
     * @param file must not be there yet; afterwards it is whole, and its owner's only
     * @return how many rows are in it
     * @throws MigratorSettings.InvalidSettingException when the file is there, or the database has no schema
     */
    long write(Path file) throws SQLException, IOException {
        if (Files.exists(file)) {
            throw new MigratorSettings.InvalidSettingException(
                    "There is a file " + file + " already, and a backup replaces nothing. Name another.");
        }
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        long rows;
        try (Connection connection = DriverManager.getConnection(
                        settings.databaseUrl(), settings.adminUser(), settings.adminPassword());
                OutputStream raw = ownersOnly(partial);
                var zip = new ZipOutputStream(raw, StandardCharsets.UTF_8)) {
            rows = write(connection, zip);
        } catch (SQLException | IOException | RuntimeException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        return rows;
    }

    /** Password hashes and secrets of webhooks are in it. */
    private static OutputStream ownersOnly(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
    }

    private static long write(Connection connection, ZipOutputStream zip) throws SQLException, IOException {
        // One moment for all tables.
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        try (Statement statement = connection.createStatement()) {
            // As read with another setting, a backup would be read wrongly with this one.
            statement.execute("set local datestyle = 'ISO'");
            statement.execute("set local intervalstyle = 'postgres'");
            statement.execute("set local timezone = 'UTC'");
            statement.execute("set local extra_float_digits = 3");
        }
        String schema = Schema.applied(connection);
        if (schema.isEmpty()) {
            throw new MigratorSettings.InvalidSettingException(
                    "The database has no schema of AuraLink, so there is nothing to back up.");
        }
        text(zip, HEAD, "format=" + FORMAT + "\nschema=" + schema + "\n");
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        List<Schema.Table> tables = Schema.tables(connection);
        long rows = 0;
        for (Schema.Table table : tables) {
            String columns = String.join(", ", table.columns());
            zip.putNextEntry(new ZipEntry(TABLES + table.name()));
            zip.write((columns + "\n").getBytes(StandardCharsets.UTF_8));
            // Not the table itself, which may be one of days and have no rows of its own.
            rows += copies.copyOut("copy (select " + columns + " from " + table.name() + ") to stdout", unclosed(zip));
            zip.closeEntry();
        }
        text(zip, COMPLETE, tables.size() + " tables, " + rows + " rows\n");
        connection.rollback();
        return rows;
    }

    private static void text(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** One entry's end is not the file's. */
    private static OutputStream unclosed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
