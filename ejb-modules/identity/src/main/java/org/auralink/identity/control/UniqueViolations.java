package org.auralink.identity.control;

import java.sql.SQLException;

/** What happens when two people want the same thing at once, and one of them wrote it first. */
public final class UniqueViolations {
    private static final String SQL_STATE = "23505";

    private UniqueViolations() {}

    /** Did the database refuse because somebody has it already? */
    public static boolean isCauseOf(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && SQL_STATE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
