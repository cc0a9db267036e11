package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that takes the first phase's report line by line leaves none out, and claims nothing that nobody tests. */
class PhaseOneTest {
    /** {@code | id | promise | proof |}. */
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]?\\d+[a-f]?) \\| (.+?) \\| (.+) \\|");

    /** A test by its name, whole or by one of its methods. */
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.\\w+)?`");

    /** What code says that does not do what it is asked. A field's {@code placeholder} shows what to write into it. */
    private static final Pattern PRETENCE = Pattern.compile(
            "(?i)\\b(mock(ed)?|dummy|fake|stub|canned|simulated (response|result|data)|placeholder(?!=)|todo|fixme|not implemented)\\b");

    private static final Pattern SOURCE =
            Pattern.compile("(?!.*/(target|node_modules)/).*/src/main/.*\\.(java|ts|tsx|sql)");

    /** Fewer would mean that the search looks in the wrong place. */
    private static final int MANY = 1000;

    private static final Path ROOT = LauncherProcess.root();

    private static List<Row> rows;
    private static Set<String> tests;

    private record Row(String id, String promise, String proof) {}

    @BeforeAll
    static void read() throws IOException {
        rows = ROW.matcher(Files.readString(ROOT.resolve("docs/phase-1.md")))
                .results()
                .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
                .toList();
        try (Stream<Path> files = Files.walk(ROOT)) {
            tests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\w+(?:Test|IT)\\.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void everyLineOfTheReportStandsThereOnce() {
        List<String> expected = new ArrayList<>(List.of("1a", "1b", "1c", "2a", "2b", "2c", "2d"));
        for (String group : List.of("3", "4", "5")) {
            "abcdef".chars().forEach(letter -> expected.add(group + (char) letter));
        }
        count(expected, "D", 14);
        count(expected, "R", 8);
        count(expected, "X", 2);
        count(expected, "Q", 17);
        count(expected, "S", 11);

        assertThat(rows.stream().map(Row::id)).containsExactlyElementsOf(expected);
    }

    private static void count(List<String> ids, String group, int last) {
        IntStream.rangeClosed(1, last).forEach(number -> ids.add(group + number));
    }

    @Test
    void everyLineNamesATestThatExistsOrSaysThatItIsNotThereYet() {
        assertThat(rows).allSatisfy(row -> {
            List<String> named = TEST.matcher(row.proof())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            if (named.isEmpty()) {
                assertThat(row.proof()).as("%s %s", row.id(), row.promise()).contains("not yet");
            }
            assertThat(Collections.unmodifiableList(named))
                    .as("%s %s", row.id(), row.promise())
                    .isSubsetOf(tests);
        });
    }

    @Test
    void nothingInTheProgramsSaysThatItPretends() throws IOException {
        List<String> found = new ArrayList<>();
        int looked = 0;
        for (Path source : sources()) {
            looked++;
            PRETENCE.matcher(Files.readString(source))
                    .results()
                    .forEach(word -> found.add(ROOT.relativize(source) + ": " + word.group()));
        }
        assertThat(found).isEmpty();
        assertThat(looked).as("files looked at").isGreaterThan(MANY);
        assertThat(PRETENCE.matcher("return a canned answer").find()).isTrue();
    }

    /** What is built into the programs, of all languages. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Stream.of("db", "ejb-modules", "web-modules", "resources", "server-config")
                .map(ROOT::resolve)) {
            List<Path> sources = new ArrayList<>();
            for (Path module : modules.toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    files.filter(file -> SOURCE.matcher(ROOT.relativize(file).toString())
                                    .matches())
                            .forEach(sources::add);
                }
            }
            return sources;
        }
    }
}
