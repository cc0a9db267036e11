package org.auralink.micro;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;

/** Statements past the application: as the superuser, or on a connection of its own pools. */
final class Sql {
    private Sql() {}

    static String one(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(superuser())) {
            return one(connection, query);
        }
    }

    /** {@link #one(String)} for what is waited for. */
    static String ask(String query) {
        try {
            return one(query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String one(DataSource pool, String query) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return one(connection, query);
        }
    }

    static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static void run(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(superuser());
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    static String cursor() throws SQLException {
        return one("select coalesce(max(sequence), 0) from public.media_event_cursors");
    }

    static String superuser() {
        return ConfigProvider.getConfig().getValue(Surroundings.SUPERUSER_URL, String.class);
    }
}
