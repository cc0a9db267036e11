package org.auralink.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/** Creates roles and the database as a superuser. Everything after it runs as the owner. Idempotent. */
final class Bootstrap {
    static final String OWNER = "auralink_owner";
    static final String AUTHENTICATOR = "auralink_authenticator";
    static final String SERVICE = "auralink_service";

    private final MigratorSettings settings;

    Bootstrap(MigratorSettings settings) {
        this.settings = settings;
    }

    void run() throws SQLException {
        try (Connection admin =
                DriverManager.getConnection(settings.adminUrl(), settings.adminUser(), settings.adminPassword())) {
            createRoles(admin);
            createDatabase(admin);
        }
        // Functions and their rights belong to a database, not to the server.
        try (Connection inside =
                DriverManager.getConnection(settings.databaseUrl(), settings.adminUser(), settings.adminPassword())) {
            withholdLargeObjects(inside);
            handOverPublic(inside);
        }
    }

    /**
     * From PostgreSQL 15 on, a database's owner has its schema public by a membership. In 15 itself that is of no use to a
     * role that inherits nothing, and in a database of another making the schema may be anybody's.
     */
    private static void handOverPublic(Connection inside) throws SQLException {
        try (Statement statement = inside.createStatement()) {
            statement.execute("do $$ begin if not has_schema_privilege('" + OWNER + "', 'public', 'create') then"
                    + " alter schema public owner to " + OWNER + "; end if; end $$");
        }
    }

    /**
     * By default everybody may fill the disk with large objects. Withheld by the superuser who owns the functions; for
     * another role PostgreSQL warns and leaves it.
     */
    private static void withholdLargeObjects(Connection inside) throws SQLException {
        try (Statement statement = inside.createStatement()) {
            statement.execute("revoke execute on function lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea),"
                    + " lo_import(text), lo_import(text, oid), lo_export(oid, text), lo_open(oid, integer),"
                    + " lowrite(integer, bytea), lo_put(oid, bigint, bytea) from public");
        }
    }

    private void createRoles(Connection admin) throws SQLException {
        Map<String, String> passwords = Map.of(
                OWNER, settings.ownerPassword(),
                AUTHENTICATOR, settings.authenticatorPassword(),
                SERVICE, settings.servicePassword());
        admin.setAutoCommit(false);
        try (PreparedStatement remember = admin.prepareStatement("select set_config(?, ?, true)");
                Statement statement = admin.createStatement()) {
            // Two migrators at once would create the same role twice.
            statement.execute("select pg_advisory_xact_lock(hashtext('auralink.bootstrap'))");
            for (Map.Entry<String, String> login : passwords.entrySet()) {
                remember.setString(1, "auralink.password." + login.getKey());
                remember.setString(2, login.getValue());
                remember.execute();
            }
            statement.execute(script("bootstrap.sql"));
        }
        admin.commit();
        admin.setAutoCommit(true);
    }

    private void createDatabase(Connection admin) throws SQLException {
        String name = databaseName(settings.databaseUrl());
        try (PreparedStatement exists = admin.prepareStatement("select from pg_database where datname = ?")) {
            exists.setString(1, name);
            try (ResultSet found = exists.executeQuery()) {
                if (found.next()) {
                    return;
                }
            }
        }
        try (Statement statement = admin.createStatement()) {
            String quoted = statement.enquoteIdentifier(name, true);
            statement.execute("create database " + quoted + " owner " + OWNER);
            // By default everybody on the server may connect and create temporary tables.
            statement.execute("revoke all on database " + quoted + " from public");
            statement.execute("grant connect on database " + quoted + " to " + AUTHENTICATOR + ", " + SERVICE);
        }
    }

    /** @throws MigratorSettings.InvalidSettingException when the URL names no database */
    static String databaseName(String url) {
        Properties parsed = Driver.parseURL(url, new Properties());
        String name = parsed == null ? null : parsed.getProperty("PGDBNAME");
        if (name == null || name.isBlank()) {
            throw new MigratorSettings.InvalidSettingException("AURALINK_DB_URL names no database.");
        }
        return name;
    }

    /** A file beside this class. */
    static String script(String name) {
        try (InputStream in = Bootstrap.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
