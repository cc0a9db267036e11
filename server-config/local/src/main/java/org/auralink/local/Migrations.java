package org.auralink.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.auralink.jdks.Jdk;

/** Roles and schema, brought up to date by the migrator of module {@code db} before anything uses the database. */
final class Migrations {
    private final StateDirectory state;
    private final Settings settings;
    private final Secrets secrets;
    private final Artifacts artifacts;
    private final Jdk jdk;

    Migrations(StateDirectory state, Settings settings, Secrets secrets, Artifacts artifacts, Jdk jdk) {
        this.artifacts = artifacts;
        this.jdk = jdk;
        this.state = state;
        this.settings = settings;
        this.secrets = secrets;
    }

    static String url(Settings settings) {
        return "jdbc:postgresql://127.0.0.1:" + settings.dbPort() + "/auralink";
    }

    /** @throws LaunchException when that fails, or a part ends meanwhile */
    void run(Stack stack) {
        var migrator = new Part(
                "migrations",
                List.of(
                        jdk.program(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        artifacts.migrator().toString()),
                environment(settings, secrets),
                state.directory("work"),
                List.of(),
                Probe.NEVER,
                "",
                settings.startTimeout(),
                "TERM",
                Duration.ofSeconds(2));
        if (!stack.run(migrator)) {
            throw new LaunchException("The database could not be brought up to date; see "
                    + state.path("logs", "migrations.log") + ". A database that an unreleased version made cannot"
                    + " always be carried on; " + Option.STATE_DIR.named() + " chooses another.");
        }
    }

    /** What the migrator has to know. */
    static Map<String, String> environment(Settings settings, Secrets secrets) {
        Map<String, String> values = new TreeMap<>();
        values.put("AURALINK_DB_URL", url(settings));
        values.put("AURALINK_DB_ADMIN_URL", "jdbc:postgresql://127.0.0.1:" + settings.dbPort() + "/postgres");
        values.put("AURALINK_DB_ADMIN_USER", Postgres.SUPERUSER);
        values.put("AURALINK_DB_ADMIN_PASSWORD", secrets.get("db.superuser.password"));
        values.put("AURALINK_DB_OWNER_PASSWORD", secrets.get("db.owner.password"));
        values.put("AURALINK_DB_PASSWORD", secrets.get("db.authenticator.password"));
        values.put("AURALINK_DB_SERVICE_PASSWORD", secrets.get("db.service.password"));
        return values;
    }
}
