package org.auralink.db;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.auralink.findings.Finding;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Brings a PostgreSQL server to the schema of this release: roles and database as a superuser, then the migrations as
 * the owner. Safe to run at every start. The application itself never migrates, it only validates.
 */
public final class Migrator {
    /** It tells of each step and of what each statement returned. Whoever runs this program is told what came of it. */
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

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
        return new Schema(settings).migrate();
    }

    /**
     * Nothing, or {@code migrate}; {@code backup FILE}; {@code restore FILE [--force]}; {@code check}, which prints a line
     * for each thing that it looked at; {@code audit-verify}. Settings come from the environment,
     * see {@link MigratorSettings#from}. Exit code 0, or 1 after one line.
     */
    public static void main(String[] arguments) {
        FLYWAY.setLevel(Level.WARNING);
        try {
            System.out.println(done(List.of(arguments), MigratorSettings.from(System.getenv())));
        } catch (MigratorSettings.InvalidSettingException e) {
            fail(e.getMessage());
        } catch (SQLException | FlywayException e) {
            fail("The database could not be " + doing(arguments) + ": " + e.getMessage());
        } catch (IOException | InvalidPathException e) {
            fail("The file could not be used: " + e.getMessage());
        }
    }

    private static String doing(String[] arguments) {
        return switch (arguments.length == 0 ? "" : arguments[0]) {
            case "backup" -> "backed up";
            case "audit-verify", "check" -> "asked";
            case "restore" -> "restored; what was there is there still";
            default -> "migrated";
        };
    }

    private static String done(List<String> arguments, MigratorSettings settings) throws SQLException, IOException {
        if (arguments.isEmpty() || arguments.equals(List.of("migrate"))) {
            return "Database is up to date, " + new Migrator(settings).migrate() + " migrations applied.";
        }
        boolean force = arguments.contains("--force");
        List<String> words =
                arguments.stream().filter(word -> !word.equals("--force")).toList();
        if (words.size() == 2 && words.get(0).equals("backup") && !force) {
            return new Backup(settings).write(Path.of(words.get(1))) + " rows are backed up in " + words.get(1) + ".";
        }
        if (words.size() == 2 && words.get(0).equals("restore")) {
            return new Restore(settings).read(Path.of(words.get(1)), force) + " rows are restored from " + words.get(1)
                    + ".";
        }
        if (arguments.equals(List.of("check"))) {
            return new Examination(settings, Clock.systemUTC())
                    .findings().stream().map(Finding::line).collect(Collectors.joining("\n"));
        }
        if (arguments.equals(List.of("audit-verify"))) {
            return new AuditProof(settings).verify();
        }
        throw new MigratorSettings.InvalidSettingException(
                "Say migrate, check, audit-verify, backup FILE or restore FILE [--force].");
    }

    private static void fail(@Nullable String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }
}
