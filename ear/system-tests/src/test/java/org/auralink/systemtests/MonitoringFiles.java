package org.auralink.systemtests;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What ships for monitoring, as the tests read it. */
final class MonitoringFiles {
    static final Path HOME = LauncherProcess.root().resolve("server-config/monitoring");
    static final Path METRICS_PAGE = LauncherProcess.root().resolve("docs/operating/metrics.md");

    /** What Prometheus makes itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

    private static final Pattern RULE_NAME = Pattern.compile("(?m)^ +- (alert|record): (\\S+)$");

    /** A metric, or what a rule records; names of functions and labels are left out by what stands behind or before them. */
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    /** Labels and their values, ranges, and what is grouped by. */
    private static final Pattern LABELS =
            Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left)\\s*\\([^)]*\\)");

    private static final Pattern FUNCTIONS = Pattern.compile("\\b\\w+\\s*\\(|\\b(?:and|or|unless|bool)\\b");

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| (\\w+) \\| ([^|]*) \\| ([^|]*) \\|");

    private MonitoringFiles() {}

    static Path rules() {
        return HOME.resolve("prometheus/rules");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> in(String directory, String suffix) {
        try (Stream<Path> files = Files.list(HOME.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of all alerts, or of all records. */
    static List<String> rules(String kind) {
        return in("prometheus/rules", ".yml").stream()
                .flatMap(file -> RULE_NAME.matcher(read(file)).results())
                .filter(found -> found.group(1).equals(kind))
                .map(found -> found.group(2))
                .toList();
    }

    /** Each panel's questions, by dashboard and title. */
    static Map<String, List<String>> panels() {
        Map<String, List<String>> panels = new LinkedHashMap<>();
        for (Path file : in("grafana/dashboards", ".json")) {
            JsonObject dashboard = JsonParser.parseString(read(file)).getAsJsonObject();
            for (JsonElement element : dashboard.getAsJsonArray("panels")) {
                JsonObject panel = element.getAsJsonObject();
                List<String> questions = new ArrayList<>();
                panel.getAsJsonArray("targets")
                        .forEach(target -> questions.add(
                                target.getAsJsonObject().get("expr").getAsString()));
                panels.put(
                        dashboard.get("uid").getAsString() + ": "
                                + panel.get("title").getAsString(),
                        questions);
            }
        }
        return panels;
    }

    /** The metrics that an expression asks for, those of histograms by the name of the histogram's part. */
    static Set<String> metricsIn(String expression) {
        String unlabelled = LABELS.matcher(expression).replaceAll(" ");
        String rest = FUNCTIONS.matcher(unlabelled).replaceAll(" ");
        Set<String> names = new TreeSet<>();
        WORD.matcher(rest).results().map(found -> found.group()).forEach(names::add);
        names.removeAll(OF_PROMETHEUS);
        return names;
    }

    /** Rows of docs/operating/metrics.md: name, type, labels and when it is there. */
    record Documented(String name, String type, String labels, String where) {
        /** The names of its series, which histograms and summaries have several of. */
        List<String> series() {
            return switch (type) {
                case "histogram" -> List.of(name + "_bucket", name + "_sum", name + "_count");
                case "summary" -> List.of(name + "_sum", name + "_count");
                default -> List.of(name);
            };
        }
    }

    static List<Documented> documented() {
        return ROW.matcher(read(METRICS_PAGE))
                .results()
                .map(row -> new Documented(
                        row.group(1),
                        row.group(2),
                        row.group(3).strip(),
                        row.group(4).strip()))
                .toList();
    }

    /** What a program said, and with which exit code. */
    record Said(int code, String text) {}

    /** Runs a program of Debian's packages prometheus and prometheus-alertmanager. */
    static Said run(Path directory, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " does not end");
            }
            return new Said(process.exitValue(), text);
        } catch (IOException e) {
            throw new AssertionError(
                    command[0] + " is missing; ./auralink test installs it (Debian: apt-get install prometheus"
                            + " prometheus-alertmanager)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
