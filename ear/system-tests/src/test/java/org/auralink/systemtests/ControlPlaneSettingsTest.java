package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/control-plane.md names the settings that the code reads, and no others, with the defaults of the limits. */
class ControlPlaneSettingsTest {
    private static final Path DOCUMENT = LauncherProcess.root().resolve("docs/control-plane.md");

    /** In quotes, or in a placeholder of a descriptor. */
    private static final Pattern READ = Pattern.compile("(?:\"|MPCONFIG=)(auralink(?:\\.[a-z]+){2,})(?=[\"}])");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`auralink\\.[^|]+) \\| ([^|]+) \\|");
    private static final Pattern NAME = Pattern.compile("`(auralink(?:\\.[a-z]+)+)`");
    private static final Pattern LIMIT = Pattern.compile("\"(auralink\\.limit\\.[a-z.]+)\",\\s+\"([^\"]+)\"");

    @Test
    void theTableNamesWhatTheCodeReads() throws IOException {
        TreeSet<String> read = new TreeSet<>();
        for (Path source : sources()) {
            Matcher name = READ.matcher(Files.readString(source));
            while (name.find()) {
                read.add(name.group(1));
            }
        }
        assertThat(read).as("settings in the code").hasSizeGreaterThan(20);

        List<String> documented = new ArrayList<>();
        rows().forEach(row -> NAME.matcher(row.group(1)).results().forEach(name -> documented.add(name.group(1))));
        assertThat(documented).containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void theTableHasTheLimitsThatHold() throws IOException {
        var code = new StringBuilder();
        for (Path source : sources()) {
            code.append(Files.readString(source));
        }
        List<String> shown = new ArrayList<>();
        for (var row : rows()) {
            List<String> names = NAME.matcher(row.group(1))
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            if (names.get(0).startsWith("auralink.limit.")) {
                String[] defaults = row.group(2).split(", ");
                for (int i = 0; i < names.size(); i++) {
                    shown.add(names.get(i) + " " + defaults[i]);
                }
            }
        }
        assertThat(shown)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(LIMIT.matcher(code)
                        .results()
                        .map(limit -> limit.group(1) + " " + limit.group(2))
                        .toList());
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(DOCUMENT)).results().toList();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String modules : List.of("ejb-modules", "web-modules", "ear/auralink-micro", "ear/auralink-ear")) {
            try (Stream<Path> files = Files.walk(LauncherProcess.root().resolve(modules))) {
                files.filter(file -> file.toString().matches(".*/src/main/.*\\.(java|xml)")
                                && !file.toString().contains("/node_modules/"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }
}
