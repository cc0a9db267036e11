package org.auralink.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The embedded database: a data directory made once, then served on loopback with password log-in only. */
final class Postgres {
    static final String NAME = "PostgreSQL";
    static final String SUPERUSER = "postgres";

    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C", "TZ", "UTC");

    private final StateDirectory state;
    private final Settings settings;
    private final Secrets secrets;

    Postgres(StateDirectory state, Settings settings, Secrets secrets) {
        this.state = state;
        this.settings = settings;
        this.secrets = secrets;
    }

    /** Unpacks the programs and makes the data directory where that has not happened yet. */
    Part prepare(Stack stack) {
        Path programs = Bundled.postgres(state);
        Path data = state.path("postgres");
        if (!Files.isDirectory(data)) {
            initialise(stack, programs, data);
        }
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.add(programs.resolve("bin/postgres").toString());
        command.addAll(List.of("-D", data.toString(), "-p", "" + settings.dbPort()));
        // No Unix socket: nothing outside the state directory.
        command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        // Parallel workers would use POSIX shared memory, which a killed server leaves in /dev/shm.
        command.addAll(List.of("-c", "dynamic_shared_memory_type=mmap"));
        command.addAll(List.of("-c", "shared_buffers=64MB", "-c", "max_connections=60"));
        // Not which address or name it was that somebody has already: logs tell of nobody.
        command.addAll(List.of("-c", "log_error_verbosity=terse"));
        return new Part(
                NAME,
                command,
                ENVIRONMENT,
                state.directory("work"),
                List.of(),
                Probe.postgres(settings.dbPort(), SUPERUSER),
                "",
                settings.startTimeout(),
                // Fast shutdown: a smart one (TERM) would wait for clients to leave.
                "INT",
                Duration.ofSeconds(4));
    }

    private void initialise(Stack stack, Path programs, Path data) {
        Path fresh = state.path("postgres.new");
        Path password = state.writePrivate("postgres.password", secrets.get("db.superuser.password") + "\n");
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.add(programs.resolve("bin/initdb").toString());
        command.addAll(List.of("-D", fresh.toString(), "-U", SUPERUSER, "--auth=scram-sha-256"));
        command.addAll(List.of("--pwfile=" + password, "--encoding=UTF8", "--locale=C", "--no-instructions"));
        var initdb = new Part(
                "initdb",
                command,
                ENVIRONMENT,
                state.directory("work"),
                List.of(),
                Probe.NEVER,
                "",
                settings.startTimeout(),
                "TERM",
                Duration.ofSeconds(2));
        try {
            StateDirectory.delete(fresh);
            if (!stack.run(initdb)) {
                throw new LaunchException(
                        "PostgreSQL could not make its data directory; see " + state.path("logs", "initdb.log") + ".");
            }
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(password);
        } catch (IOException e) {
            throw new LaunchException("PostgreSQL could not make its data directory: " + e.getMessage() + ".", e);
        }
    }

    /** PostgreSQL refuses root. In a user namespace of its own it has no privilege, and its files stay root's. */
    private static List<String> asOrdinaryUser() {
        if (!Ownership.isRoot()) {
            return List.of();
        }
        try {
            // Ctrl-C in the terminal must not look like a refusal.
            if (new ProcessBuilder("setsid", "unshare", "-U", "true").start().waitFor() == 0) {
                return List.of("unshare", "-U");
            }
        } catch (IOException e) {
            // Said below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LaunchException("PostgreSQL refuses to run as root, and this machine allows no user namespaces"
                + " (unshare -U). Run ./auralink as an ordinary user.");
    }
}
