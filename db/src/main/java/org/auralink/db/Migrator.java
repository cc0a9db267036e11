package org.auralink.db;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Brings a PostgreSQL server to the schema of this release: roles and database as a superuser, then the migrations as
 * the owner. Safe to run at every start. The application itself never migrates, it only validates.
 */
public final class Migrator {
    private final MigratorSettings settings;

    public Migrator(MigratorSettings settings) {
        this.settings = settings;
    }

    /**
     * @return how many migrations were applied; 0 when the schema was up to date
     * @throws SQLException when the server cannot be reached or refuses the superuser
     * @throws FlywayException when a migration fails or an applied one was changed
     */
    public int migrate() throws SQLException {
        new Bootstrap(settings).run();
        return Flyway.configure(Migrator.class.getClassLoader())
                .dataSource(settings.databaseUrl(), Bootstrap.OWNER, settings.ownerPassword())
                .locations("classpath:org/auralink/db/migrations")
                // A schema of its own, which no application role may enter.
                .defaultSchema("migrations")
                .createSchemas(true)
                .load()
                .migrate()
                .migrationsExecuted;
    }

    /** Settings come from the environment, see {@link MigratorSettings#from}. Exit code 0, or 1 after one line. */
    public static void main(String[] arguments) {
        try {
            int applied = new Migrator(MigratorSettings.from(System.getenv())).migrate();
            System.out.println("Database is up to date, " + applied + " migrations applied.");
        } catch (MigratorSettings.InvalidSettingException e) {
            fail(e.getMessage());
        } catch (SQLException | FlywayException e) {
            fail("The database could not be migrated: " + e.getMessage());
        }
    }

    private static void fail(@Nullable String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }
}
