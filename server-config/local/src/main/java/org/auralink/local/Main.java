package org.auralink.local;

import java.util.List;
import java.util.Map;

/** {@code run} brings the local stack up and stays with it; {@code part} talks to one that is up. */
public final class Main {
    private static final String RUN_HELP = """
            Usage: ./auralink run [settings]

            Starts PostgreSQL, Redis, a media node and Payara Micro as child processes and stays with them.
            Ctrl-C stops everything. Each setting is a flag or an environment variable; the flag wins.

            """;

    private static final String PART_HELP = """
            Usage: ./auralink part status [settings]
                   ./auralink part stop|kill|start|restart PostgreSQL|Redis|media-node|Payara [settings]

            Stops or starts one part of a running stack, to see how the rest does without it.
            The setting that matters is --state-dir.
            """;

    private Main() {}

    public static void main(String[] arguments) {
        var terminal = new Terminal(System.out, System.err);
        try {
            dispatch(List.of(arguments), terminal);
        } catch (LaunchException e) {
            terminal.error(e.getMessage() == null ? "failed" : e.getMessage());
            System.exit(1);
        }
    }

    private static void dispatch(List<String> arguments, Terminal terminal) {
        String command = arguments.isEmpty() ? "run" : arguments.get(0);
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        if (rest.contains("--help") || rest.contains("-h")) {
            terminal.line(command.equals("part") ? PART_HELP : RUN_HELP + Option.helpText());
            return;
        }
        Map<String, String> environment = System.getenv();
        switch (command) {
            case "run" -> run(Settings.of(rest, environment), terminal);
            case "part" -> {
                int words = rest.isEmpty() || rest.get(0).equals("status") ? Math.min(1, rest.size()) : 2;
                Settings settings = Settings.of(rest.subList(Math.min(words, rest.size()), rest.size()), environment);
                String request = String.join(" ", rest.subList(0, Math.min(words, rest.size())));
                terminal.line(PartCommand.send(settings.stateDirectory(), request.isEmpty() ? "status" : request));
            }
            default -> throw new LaunchException("There is no command " + command + "; say run or part.");
        }
    }

    private static void run(Settings settings, Terminal terminal) {
        var launcher = new Launcher(settings, terminal);
        // Also on SIGTERM, SIGINT and SIGHUP: the parts end before this process does.
        Runtime.getRuntime().addShutdownHook(new Thread(launcher::close, "stop"));
        try {
            launcher.start();
            terminal.error(launcher.watch() + " Everything else is stopped.");
        } catch (LaunchException e) {
            terminal.error(e.getMessage() == null ? "failed" : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(1);
    }
}
