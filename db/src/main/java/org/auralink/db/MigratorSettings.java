package org.auralink.db;

import java.util.Map;

/**
 * Where the database is and how its logins authenticate.
 *
 * @param adminUrl JDBC URL that a superuser may connect to, any database of the server
 * @param databaseUrl JDBC URL of AuraLink's database; it is created when it is missing
 * @param ownerPassword of {@code auralink_owner}, which runs the migrations
 * @param authenticatorPassword of {@code auralink_authenticator}, which serves people's requests
 * @param servicePassword of {@code auralink_service}, which serves sign-in and media events
 */
public record MigratorSettings(
        String adminUrl,
        String adminUser,
        String adminPassword,
        String databaseUrl,
        String ownerPassword,
        String authenticatorPassword,
        String servicePassword) {

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingException naming the first variable that is missing or cannot be a JDBC URL
     */
    public static MigratorSettings from(Map<String, String> environment) {
        return new MigratorSettings(
                url(environment, "AURALINK_DB_ADMIN_URL"),
                required(environment, "AURALINK_DB_ADMIN_USER"),
                required(environment, "AURALINK_DB_ADMIN_PASSWORD"),
                url(environment, "AURALINK_DB_URL"),
                required(environment, "AURALINK_DB_OWNER_PASSWORD"),
                required(environment, "AURALINK_DB_PASSWORD"),
                required(environment, "AURALINK_DB_SERVICE_PASSWORD"));
    }

    /** The same server and logins, another database. */
    MigratorSettings withDatabase(String name) {
        int parameters = databaseUrl.indexOf('?');
        int end = parameters < 0 ? databaseUrl.length() : parameters;
        int start = databaseUrl.lastIndexOf('/', end - 1) + 1;
        return new MigratorSettings(
                adminUrl,
                adminUser,
                adminPassword,
                databaseUrl.substring(0, start) + name + databaseUrl.substring(end),
                ownerPassword,
                authenticatorPassword,
                servicePassword);
    }

    private static String url(Map<String, String> environment, String name) {
        String url = required(environment, name);
        if (!url.startsWith("jdbc:postgresql://")) {
            throw new InvalidSettingException(
                    name + " must be a PostgreSQL JDBC URL such as" + " jdbc:postgresql://127.0.0.1:15432/auralink.");
        }
        return url;
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new InvalidSettingException("The setting " + name + " is missing.");
        }
        return value;
    }

    /** Passwords stay out of logs. */
    @Override
    public String toString() {
        return "MigratorSettings[" + databaseUrl + "]";
    }

    /** A setting that stops the migrator; the message names it. */
    public static final class InvalidSettingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidSettingException(String message) {
            super(message);
        }
    }
}
