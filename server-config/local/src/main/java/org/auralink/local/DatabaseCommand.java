package org.auralink.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auralink.jdks.InstalledJdks;
import org.auralink.jdks.Jdk;

/**
 * {@code ./auralink backup} and {@code restore}: runs the program of module {@code db} on the stack's database, which is
 * started for that where nothing runs, or on a server of the operator's own.
 */
final class DatabaseCommand {
    /** With it, the database is the operator's. */
    private static final String ADMIN_URL = "AURALINK_DB_ADMIN_URL";

    private final List<String> words;
    private final Settings settings;
    private final Map<String, String> environment;

    private DatabaseCommand(List<String> words, Settings settings, Map<String, String> environment) {
        this.words = words;
        this.settings = settings;
        this.environment = environment;
    }

    /**
     * @param command {@code backup} or {@code restore}
     * @param arguments the file, {@code --force} perhaps, and settings
     * @throws LaunchException when there is no file among them, or a setting is wrong
     */
    static DatabaseCommand of(String command, List<String> arguments, Map<String, String> environment) {
        if (arguments.isEmpty() || arguments.get(0).startsWith("-")) {
            throw new LaunchException(
                    "Say ./auralink " + command + " FILE; ./auralink " + command + " --help tells more.");
        }
        List<String> words = new ArrayList<>(List.of(command, arguments.get(0)));
        List<String> rest = new ArrayList<>(arguments.subList(1, arguments.size()));
        if (command.equals("restore") && rest.remove("--force")) {
            words.add("--force");
        }
        return new DatabaseCommand(words, Settings.of(rest, environment), environment);
    }

    /** @throws LaunchException when it did not succeed; what the program said about that stands above */
    void run(Terminal terminal) {
        boolean restores = words.get(0).equals("restore");
        if (environment.containsKey(ADMIN_URL) || settings.handedOn().containsKey(ADMIN_URL)) {
            program(settings.handedOn());
            return;
        }
        if (!restores && !Files.isDirectory(settings.stateDirectory().resolve("postgres"))) {
            throw new LaunchException("There is no database in " + settings.stateDirectory() + " to back up; is "
                    + Option.STATE_DIR.named() + " right?");
        }
        Optional<StateDirectory> unused = StateDirectory.openUnlessUsed(settings.stateDirectory());
        if (unused.isPresent()) {
            try (StateDirectory state = unused.get()) {
                withDatabase(state, terminal);
            }
        } else if (restores) {
            throw new LaunchException("AuraLink runs on " + settings.stateDirectory() + ". Stop it before a restore.");
        } else {
            program(Migrations.environment(settings, Secrets.ofRunning(settings.stateDirectory())));
        }
    }

    private void withDatabase(StateDirectory state, Terminal terminal) {
        Orphans.stop(state);
        var stack = new Stack(state, terminal, List.of(Postgres.NAME), Duration.ZERO);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stopAll, "stop"));
        try {
            var secrets = new Secrets(state);
            stack.start(new Postgres(state, settings, secrets).prepare(stack));
            program(Migrations.environment(settings, secrets));
        } finally {
            stack.stopAll();
        }
    }

    /** Its lines are for the person. */
    private void program(Map<String, String> more) {
        var builder = builder(settings, environment, more, words).inheritIO();
        if (ended(builder, Process::waitFor) != 0) {
            throw new LaunchException("The " + words.get(0) + " did not succeed; see above.");
        }
    }

    /** What the program of module {@code db} says to some words, errors too. */
    static String output(
            Settings settings, Map<String, String> environment, Map<String, String> more, String... words) {
        return ended(builder(settings, environment, more, List.of(words)).redirectErrorStream(true), process -> {
            try (InputStream output = process.getInputStream()) {
                return new String(output.readAllBytes(), StandardCharsets.UTF_8);
            }
        });
    }

    private static ProcessBuilder builder(
            Settings settings, Map<String, String> environment, Map<String, String> more, List<String> words) {
        Jdk jdk = settings.jdk()
                .orElseGet(() -> InstalledJdks.ofThisMachine(environment).newest());
        List<String> command = new ArrayList<>(List.of(
                jdk.program(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Artifacts.besideLauncher().migrator().toString()));
        command.addAll(words);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(more);
        return builder;
    }

    private interface Wait<T> {
        T on(Process process) throws IOException, InterruptedException;
    }

    private static <T> T ended(ProcessBuilder builder, Wait<T> wait) {
        try {
            return wait.on(builder.start());
        } catch (IOException e) {
            throw new LaunchException("The database's program cannot be started: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("The database's program was not waited for.", e);
        }
    }
}
