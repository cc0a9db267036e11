package org.auralink.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.auralink.jdks.InstalledJdks;
import org.auralink.jdks.Jdk;

/**
 * {@code ./auralink config}: what holds, setting by setting, and where each value is from. Nothing is started but the
 * program of the media node, which says for itself what it makes of its configuration; nothing is written.
 */
final class ConfigCommand {
    private static final String MASK = "********";
    private static final String LAUNCHER = "launcher";

    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Settings settings;

    /** @throws LaunchException naming the settings that are wrong */
    ConfigCommand(List<String> arguments, Map<String, String> environment) {
        this.arguments = arguments;
        this.environment = environment;
        this.settings = Settings.of(arguments, environment);
    }

    /** One setting. */
    private record Row(String key, String value, String source) {}

    /**
     * Three tables, of the launcher, the first instance of the application and the first media node.
     *
     * @throws LaunchException with what the media node says is wrong with its configuration
     */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(linesOfOthers());
        lines.addAll(table(Catalogue.MEDIA_NODE, mediaNode()));
        lines.add("What the launcher works out for the parts itself is from 'launcher'.");
        return lines;
    }

    private List<Row> launcher() {
        var reader = new SettingsReader(arguments, environment);
        return Catalogue.of(Catalogue.LAUNCHER).stream()
                .map(known -> {
                    Option option = Option.ofFlag(known.key()).orElseThrow();
                    String value = reader.text(option).isEmpty() ? known.otherwise() : reader.text(option);
                    return new Row(known.key(), value, word(reader.source(option)));
                })
                .toList();
    }

    private static String word(Enum<?> source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    private List<Row> controlPlane() {
        Map<String, String> worked = Payara.environment(
                settings,
                Secrets.hidden(settings.stateDirectory()),
                settings.servers().get(0));
        // What only passes through it is from the file.
        worked.entrySet().removeAll(settings.handedOn().entrySet());
        return Catalogue.of(Catalogue.CONTROL_PLANE).stream()
                .map(known -> controlPlane(known, worked))
                .toList();
    }

    private Row controlPlane(Catalogue known, Map<String, String> worked) {
        String name = known.variable();
        List<Map.Entry<String, Map<String, String>>> places = List.of(
                Map.entry(LAUNCHER, worked),
                Map.entry("environment", environment),
                Map.entry("file", settings.handedOn()));
        Optional<Map.Entry<String, Map<String, String>>> place = places.stream()
                .filter(each -> each.getValue().containsKey(name))
                .findFirst();
        String value =
                place.map(found -> found.getValue().getOrDefault(name, "")).orElse(known.otherwise());
        boolean masked = known.secret() && place.isPresent();
        return new Row(
                known.key(), masked ? MASK : value, place.map(Map.Entry::getKey).orElse("default"));
    }

    private List<Row> mediaNode() {
        String configuration = MediaNode.configuration(
                settings,
                Secrets.hidden(settings.stateDirectory()),
                settings.nodes().get(0));
        Jdk jdk = settings.jdk()
                .orElseGet(() -> InstalledJdks.ofThisMachine(environment).newest());
        var builder = new ProcessBuilder(
                        jdk.program(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Artifacts.besideLauncher().mediaNode().toString(),
                        "--print-config")
                .redirectErrorStream(true);
        builder.environment().putAll(settings.handedOn());
        builder.environment().put("LIVEKIT_CONFIG", configuration);
        String said = output(builder);
        return said.lines()
                .map(line -> line.split("\t", -1))
                .map(columns -> new Row(columns[0], columns[1], columns[2].equals("file") ? LAUNCHER : columns[2]))
                .toList();
    }

    private static String output(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            String said;
            try (InputStream output = process.getInputStream()) {
                said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (process.waitFor() != 0) {
                throw new LaunchException(said.strip());
            }
            return said;
        } catch (IOException e) {
            throw new LaunchException("The media node's program cannot be started: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("The media node's program was not waited for.", e);
        }
    }

    /** Without the media node, for which its program is needed. */
    List<String> linesOfOthers() {
        List<String> lines = new ArrayList<>(table(Catalogue.LAUNCHER, launcher()));
        lines.addAll(table(Catalogue.CONTROL_PLANE, controlPlane()));
        return lines;
    }

    private static List<String> table(String program, List<Row> rows) {
        List<String> lines = new ArrayList<>(List.of(program));
        int keys = rows.stream().mapToInt(row -> row.key.length()).max().orElse(1);
        rows.forEach(row -> lines.add(String.format("  %-" + keys + "s  %-11s  %s", row.key, row.source, row.value)
                .stripTrailing()));
        lines.add("");
        return lines;
    }
}
