package org.auralink.webhooks.boundary;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.service.spi.Configurable;

/** A pool that looks at a connection before it hands it out: some tests kill connections. */
public final class CheckedConnections implements ConnectionProvider, Configurable {
    private static final long serialVersionUID = 1L;

    private final transient Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private String url = "";
    private String user = "";
    private String password = "";

    @Override
    public void configure(Map<String, Object> settings) {
        url = String.valueOf(settings.get("jakarta.persistence.jdbc.url"));
        user = String.valueOf(settings.get("jakarta.persistence.jdbc.user"));
        password = String.valueOf(settings.get("jakarta.persistence.jdbc.password"));
    }

    @Override
    public Connection getConnection() throws SQLException {
        for (Connection free = idle.poll(); free != null; free = idle.poll()) {
            if (free.isValid(1)) {
                return free;
            }
            free.close();
        }
        Connection connection = DriverManager.getConnection(url, user, password);
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        idle.add(connection);
    }

    @Override
    public boolean supportsAggressiveRelease() {
        return false;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return false;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new IllegalArgumentException("nothing is wrapped here");
    }
}
