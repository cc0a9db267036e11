package org.auralink.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What somebody sees and can do: the application's login, with the context that the application sets. */
record As(String role, String claims) {
    static final String FORBIDDEN = "42501";
    static final As GUEST = new As("anon", "{\"role\":\"anon\"}");

    static As person(UUID user) {
        return new As("authenticated", "{\"sub\":\"" + user + "\",\"role\":\"authenticated\"}");
    }

    /** The SQLSTATE of the refusal, or the number of rows that were changed. Nothing is kept. */
    String tries(String sql) throws SQLException {
        Connection connection = TestDatabase.sharedAuthenticator();
        connection.setAutoCommit(false);
        enter(connection);
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql) + " rows";
        } catch (SQLException e) {
            return e.getSQLState();
        } finally {
            connection.rollback();
        }
    }

    /** The same in another database. */
    List<String> seesIn(MigratorSettings settings, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                settings.databaseUrl(), Bootstrap.AUTHENTICATOR, settings.authenticatorPassword())) {
            connection.setAutoCommit(false);
            enter(connection);
            return query(connection, sql);
        }
    }

    /** The first column of every row. */
    List<String> sees(String sql) throws SQLException {
        Connection connection = TestDatabase.sharedAuthenticator();
        connection.setAutoCommit(false);
        try {
            enter(connection);
            return query(connection, sql);
        } finally {
            connection.rollback();
        }
    }

    void enter(Connection connection) throws SQLException {
        try (PreparedStatement context = connection.prepareStatement(
                "select set_config('request.jwt.claims', ?, true), set_config('role', ?, true)")) {
            context.setString(1, claims);
            context.setString(2, role);
            context.execute();
        }
    }

    static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    /** The SQLSTATE of the refusal, or {@code no error}, over a connection that has its context or none. */
    static String state(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "no error";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
