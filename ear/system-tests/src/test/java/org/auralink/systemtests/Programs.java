package org.auralink.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the programs answer, read and are built as, by their own code: what files of a deployment are compared with. */
final class Programs {
    private static final Path ROOT = LauncherProcess.root();
    private static final Pattern ROUTE = Pattern.compile("\\.exact\\(\\s*\"(/[^\"]*)\"");
    private static final Pattern SETTING_ROW = Pattern.compile("(?m)^\\| (`auralink\\.[^|]+) \\| ([^|]+) \\|");
    private static final Pattern SETTING = Pattern.compile("`(auralink(?:\\.[a-z]+)+)`");
    private static final Pattern TARGET = Pattern.compile("(?m)^FROM \\S+ AS (\\S+)$");
    private static final Pattern SECRET_FILE = Pattern.compile("\\b(?:[A-Z]+_)+[A-Z]+\\b");

    private Programs() {}

    static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paths that answer without a token, for probes; the node's others, too. */
    static Set<String> paths(String component) {
        return switch (component) {
            case "media-node" ->
                results(ROUTE, read("resources/media-node/src/main/java/org/auralink/media/node/MediaNode.java"));
            case "control-plane" -> {
                Set<String> paths = results(
                        Pattern.compile("\"(/health/[a-z]+)\""),
                        read("ejb-modules/shared/src/main/java/org/auralink/shared/web/Surface.java"));
                results(
                                Pattern.compile("@Path\\(\"(\\.well-known/[^\"]+)\"\\)"),
                                read("web-modules/auth-api/src/main/java/org/auralink/auth/InstanceResource.java"))
                        .forEach(path -> paths.add("/auth/v1/" + path));
                yield paths;
            }
            default -> Set.of();
        };
    }

    /** Settings of the control plane, as variables; those that must be given when {@code required}. */
    static Set<String> settings(boolean required) {
        Set<String> settings = new TreeSet<>();
        SETTING_ROW.matcher(read("docs/control-plane.md")).results().forEach(row -> {
            if (!required || row.group(2).equals("required")) {
                SETTING.matcher(row.group(1))
                        .results()
                        .forEach(name -> settings.add(
                                name.group(1).toUpperCase(java.util.Locale.ROOT).replace('.', '_')));
            }
        });
        return settings;
    }

    /** Variables that the migrator reads. */
    static Set<String> migratorSettings() {
        return results(
                Pattern.compile("\"(AURALINK_[A-Z_]+)\""),
                read("db/src/main/java/org/auralink/db/MigratorSettings.java"));
    }

    /** Variables for which the containers take a file instead. */
    static Set<String> secrets() {
        String start = read("server-config/containers/bin/start");
        String listed = start.substring(start.indexOf("secrets=("), start.indexOf("\n)"));
        return SECRET_FILE.matcher(listed).results().map(found -> found.group()).collect(Collectors.toSet());
    }

    /** Files that {@code server-config/containers/secrets} makes. */
    static Set<String> secretFiles() {
        String script = read("server-config/containers/secrets");
        Set<String> files = results(Pattern.compile("(?m)^made ([a-z_]+) "), script);
        files.addAll(results(
                Pattern.compile("\\b([a-z]+(?:_[a-z]+)+)\\b"),
                script.substring(script.indexOf("for password in"), script.indexOf("; do"))));
        files.addAll(Set.of("signing_key", "certificate.pem", "key.pem"));
        return files;
    }

    /** Images that the container file makes. */
    static Set<String> images() {
        return results(TARGET, read("server-config/containers/Dockerfile")).stream()
                .filter(target -> !Set.of("programs", "base").contains(target))
                .map(target -> "auralink/" + target + ":" + version())
                .collect(Collectors.toSet());
    }

    static String version() {
        return results(Pattern.compile("(?m)^  <version>([^<]+)</version>"), read("pom.xml")).stream()
                .findFirst()
                .orElseThrow()
                .replace("-SNAPSHOT", "");
    }

    /** The first group of each match. */
    static Set<String> results(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
