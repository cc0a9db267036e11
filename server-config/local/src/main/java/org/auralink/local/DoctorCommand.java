package org.auralink.local;

import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auralink.local.Finding.Level;

/** {@code ./auralink doctor [--json]}: runs {@link Doctor} and prints what it found. */
final class DoctorCommand {
    private static final int COLUMNS = 4;

    private final boolean json;
    private final Settings settings;
    private final Map<String, String> environment;

    /** @throws LaunchException naming the settings that are wrong */
    DoctorCommand(List<String> arguments, Map<String, String> environment) {
        List<String> rest = new ArrayList<>(arguments);
        this.json = rest.remove("--json");
        this.settings = Settings.of(rest, environment);
        this.environment = environment;
    }

    /** @return the exit code, see {@link Doctor#exitCode} */
    int run(Terminal terminal) {
        Optional<Secrets> secrets =
                runs() ? Optional.of(Secrets.ofRunning(settings.stateDirectory())) : Optional.empty();
        List<Finding> findings = new Doctor(settings, Clock.systemUTC())
                .examine(secrets, () -> secrets.map(this::database).orElse(List.of()));
        (json ? json(findings) : text(findings)).forEach(terminal::line);
        return Doctor.exitCode(findings);
    }

    private boolean runs() {
        if (!Files.exists(settings.stateDirectory())) {
            return false;
        }
        Optional<StateDirectory> unused = StateDirectory.openUnlessUsed(settings.stateDirectory());
        unused.ifPresent(StateDirectory::close);
        return unused.isEmpty();
    }

    /** What the program logs besides is of interest only when it finds nothing. */
    private List<Finding> database(Secrets secrets) {
        String said = DatabaseCommand.output(settings, environment, Migrations.environment(settings, secrets), "check");
        List<Finding> found = said.lines()
                .map(line -> line.split("\t", -1))
                .flatMap(columns -> finding(columns).stream())
                .toList();
        return found.isEmpty()
                ? List.of(Finding.failure("database", "It cannot be looked at: " + said.strip(), "Do as it says."))
                : found;
    }

    private static Optional<Finding> finding(String[] columns) {
        return Arrays.stream(Level.values())
                .filter(each -> columns.length == COLUMNS
                        && each.name().toLowerCase(Locale.ROOT).equals(columns[0]))
                .findFirst()
                .map(level -> new Finding(level, columns[1], columns[2], columns[3]));
    }

    private static List<String> text(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        for (Finding found : findings) {
            String mark = switch (found.level()) {
                case OK -> "  ok      ";
                case WARNING -> "  look at ";
                case FAILURE -> "  wrong   ";
            };
            lines.add(mark + found.about() + ": " + found.what());
            if (!found.change().isEmpty()) {
                lines.add("          -> " + found.change());
            }
        }
        long wrong = findings.stream()
                .filter(found -> found.level() == Level.FAILURE)
                .count();
        long warned = findings.stream()
                .filter(found -> found.level() == Level.WARNING)
                .count();
        lines.add("");
        lines.add(findings.size() + " looked at, " + wrong + " wrong, " + warned + " to look at.");
        return lines;
    }

    private static List<String> json(List<Finding> findings) {
        return List.of(findings.stream().map(Finding::json).collect(Collectors.joining(",\n ", "[", "]")));
    }
}
