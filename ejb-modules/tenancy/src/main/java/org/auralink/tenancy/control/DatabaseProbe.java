package org.auralink.tenancy.control;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Asks PostgreSQL for a sign of life. An enterprise bean for two reasons: it gets its pool when it is first called, when
 * the pools of an EAR are there, and it calls with the application's class loader although the server itself asks.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DatabaseProbe {
    private static final int VALIDATION_SECONDS = 2;

    @Resource(lookup = DataSources.CALLERS)
    private DataSource database;

    /** False when there is no connection to be had, or the one that there is does not work. */
    public boolean answers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }
}
