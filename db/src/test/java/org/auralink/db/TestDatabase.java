package org.auralink.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** One PostgreSQL for all tests of this module, migrated once. */
final class TestDatabase {
    private static final EmbeddedPostgres SERVER = start();
    static final MigratorSettings SETTINGS = settings("auralink");

    static {
        try {
            new Migrator(SETTINGS).migrate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final Connection AUTHENTICATOR = kept(Bootstrap.AUTHENTICATOR, SETTINGS.authenticatorPassword());
    private static final Connection SUPERUSER = kept("postgres", "postgres");

    private TestDatabase() {}

    static MigratorSettings settings(String database) {
        return new MigratorSettings(
                SERVER.getJdbcUrl("postgres", "postgres"),
                "postgres",
                "postgres",
                "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + database,
                "owner-password",
                "authenticator-password",
                "service-password");
    }

    /**
     * Of the application's login and of all tests, for transactions that are rolled back: thousands are tried, and a
     * connection for each would cost more than they do. For the tests' own thread.
     */
    static Connection sharedAuthenticator() {
        return AUTHENTICATOR;
    }

    /** The same for questions to the catalogue. */
    static Connection sharedSuperuser() {
        return SUPERUSER;
    }

    private static Connection kept(String login, String password) {
        try {
            return DriverManager.getConnection(SETTINGS.databaseUrl(), login, password);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Connection superuser() throws SQLException {
        return DriverManager.getConnection(SETTINGS.databaseUrl(), "postgres", "postgres");
    }

    static void asSuperuser(String sql) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static Connection owner() throws SQLException {
        return DriverManager.getConnection(SETTINGS.databaseUrl(), Bootstrap.OWNER, SETTINGS.ownerPassword());
    }

    static Connection authenticator() throws SQLException {
        return DriverManager.getConnection(
                SETTINGS.databaseUrl(), Bootstrap.AUTHENTICATOR, SETTINGS.authenticatorPassword());
    }

    static Connection service() throws SQLException {
        return DriverManager.getConnection(SETTINGS.databaseUrl(), Bootstrap.SERVICE, SETTINGS.servicePassword());
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
