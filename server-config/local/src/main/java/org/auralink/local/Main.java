package org.auralink.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code run} brings the local stack up and stays with it; {@code part} talks to one that is up; {@code config} says what
 * would hold; {@code backup} and {@code restore} keep its data;
 * {@code doctor} says what is wrong with it.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var terminal = new Terminal(System.out, System.err);
        try {
            dispatch(List.of(arguments), terminal);
        } catch (LaunchException e) {
            sentence(e.getMessage()).lines().forEach(terminal::error);
            System.exit(1);
        }
    }

    /** Not while the stack is being stopped: its parts then end because they were told to. */
    private static void report(Launcher launcher, Terminal terminal, @Nullable String message) {
        if (!launcher.stopping()) {
            terminal.error(sentence(message));
        }
    }

    private static String sentence(@Nullable String message) {
        return message == null ? "failed" : message;
    }

    private static void dispatch(List<String> arguments, Terminal terminal) {
        String command = arguments.isEmpty() ? "run" : arguments.get(0);
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        if (rest.contains("--help") || rest.contains("-h")) {
            terminal.line(helpText(
                    switch (command) {
                        case "part" -> "part-help.txt";
                        case "backup", "restore" -> "backup-help.txt";
                        case "doctor" -> "doctor-help.txt";
                        default -> "run-help.txt";
                    }));
            return;
        }
        Map<String, String> environment = System.getenv();
        switch (command) {
            case "run" -> run(Settings.of(rest, environment), terminal);
            case "config" -> new ConfigCommand(rest, environment).lines().forEach(terminal::line);
            case "backup", "restore" ->
                DatabaseCommand.of(command, rest, environment).run(terminal);
            case "doctor" -> System.exit(new DoctorCommand(rest, environment).run(terminal));
            case "part" -> {
                int words = rest.isEmpty() || rest.get(0).equals("status") ? Math.min(1, rest.size()) : 2;
                Settings settings = Settings.of(rest.subList(Math.min(words, rest.size()), rest.size()), environment);
                String request = String.join(" ", rest.subList(0, Math.min(words, rest.size())));
                terminal.line(PartCommand.send(settings.stateDirectory(), request.isEmpty() ? "status" : request));
            }
            default ->
                throw new LaunchException(
                        "There is no command " + command + "; say run, config, backup, restore, doctor or part.");
        }
    }

    private static void run(Settings settings, Terminal terminal) {
        var launcher = new Launcher(settings, terminal);
        // Also on SIGTERM, SIGINT and SIGHUP: the parts end before this process does.
        Runtime.getRuntime().addShutdownHook(new Thread(launcher::close, "stop"));
        try {
            launcher.start();
            report(launcher, terminal, launcher.watch() + " Everything else is being stopped.");
        } catch (LaunchException e) {
            report(launcher, terminal, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(1);
    }

    /** The script shows the same files, without a build. */
    static String helpText(String file) {
        try (InputStream text = Main.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
