package org.auralink.local;

import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auralink.findings.Check;
import org.auralink.findings.Finding;
import org.auralink.findings.Severity;

/** {@code ./auralink doctor [--json]}: runs {@link Doctor} and prints what it found. */
final class DoctorCommand {
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
        List<Finding> found =
                said.lines().flatMap(line -> Finding.parse(line).stream()).toList();
        return found.isEmpty()
                ? List.of(Finding.error(
                        Check.DATABASE, "database", "It cannot be looked at: " + said.strip(), "Do as it says."))
                : found;
    }

    private static List<String> text(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        for (Finding found : findings) {
            String mark = switch (found.severity()) {
                case OK -> "  ok      ";
                case WARNING -> "  look at ";
                case ERROR -> "  wrong   ";
            };
            lines.add(mark + found.subject() + ": " + found.found());
            if (!found.change().isEmpty()) {
                lines.add("          -> " + found.change());
            }
        }
        lines.add("");
        lines.add(findings.size() + " looked at, " + count(findings, Severity.ERROR) + " wrong, "
                + count(findings, Severity.WARNING) + " to look at.");
        return lines;
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream().filter(found -> found.severity() == severity).count();
    }

    /** With the names of {@code GET /api/v1/ops/findings}. */
    static List<String> json(List<Finding> findings) {
        return List.of(findings.stream().map(DoctorCommand::json).collect(Collectors.joining(",\n ", "[", "]")));
    }

    private static String json(Finding found) {
        return "{\"id\":" + quoted(found.check().id()) + ",\"severity\":"
                + quoted(found.severity().wireName()) + ",\"subject\":" + quoted(found.subject()) + ",\"found\":"
                + quoted(found.found()) + ",\"change\":" + quoted(found.change()) + "}";
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(letter -> {
            if (letter == '"' || letter == '\\') {
                json.append('\\').append((char) letter);
            } else if (letter < ' ') {
                json.append(String.format("\\u%04x", letter));
            } else {
                json.append((char) letter);
            }
        });
        return json.append('"').toString();
    }
}
