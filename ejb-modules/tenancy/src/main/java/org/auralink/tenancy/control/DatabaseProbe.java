package org.auralink.tenancy.control;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.auralink.findings.Check;
import org.auralink.findings.DatabaseLook;
import org.auralink.findings.Finding;
import org.auralink.findings.Release;

/**
 * Asks PostgreSQL for a sign of life, and how it is. An enterprise bean for two reasons: it gets its pool when it is first called, when
 * the pools of an EAR are there, and it calls with the application's class loader although the server itself asks.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DatabaseProbe {
    /** The subject of what is found of it. */
    static final String SERVICE_LOGIN = "login of sign-ups, sign-ins and media events";

    private static final int VALIDATION_SECONDS = 2;

    @Resource(lookup = DataSources.CALLERS)
    private DataSource database;

    @Resource(lookup = DataSources.SERVICE)
    private DataSource service;

    /** False when there is no connection to be had, or the one that there is does not work. */
    public boolean answers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * What every role sees of the database, as the login of people's requests.
     *
     * @throws SQLException when there is no connection to be had, or it breaks
     */
    public List<Finding> examine(Clock clock) throws SQLException {
        try (Connection connection = database.getConnection()) {
            var look = new DatabaseLook(connection);
            String version = connection.getMetaData().getDatabaseProductVersion();
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.ok(Check.DATABASE, "database", "PostgreSQL " + version + " answers."));
            findings.addAll(look.findings(clock));
            findings.add(DatabaseLook.schema(look.applied(), Release.schema()));
            return findings;
        }
    }

    /**
     * Whether the other login is let in.
     *
     * @throws SQLException when it is not
     */
    public List<Finding> service() throws SQLException {
        try (Connection connection = service.getConnection()) {
            if (!connection.isValid(VALIDATION_SECONDS)) {
                throw new SQLException("The connection does not work.");
            }
            return List.of(Finding.ok(Check.DATABASE_LOGIN, SERVICE_LOGIN, "It is let in."));
        }
    }
}
