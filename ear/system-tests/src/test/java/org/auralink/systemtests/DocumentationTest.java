package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README and docs promise by naming their proofs: what they name has to exist. */
class DocumentationTest {
    /** {@code [words](target)}; the target without its anchor. */
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)[^)]*\\)");

    /** A test that stands in a page as {@code `SomethingTest.method`}. */
    private static final Pattern PROOF = Pattern.compile("`(\\w+(?:Test|IT|Attack))\\.(\\w+)`");

    private final Path root = LauncherProcess.root();

    @Test
    void everyLinkOfTheDocumentationLeadsToAFile() {
        assertThat(pages())
                .isNotEmpty()
                .allSatisfy(page -> LINK.matcher(read(page))
                        .results()
                        .map(found -> found.group(1))
                        .filter(target -> !target.contains(":"))
                        .forEach(target -> assertThat(page.resolveSibling(target))
                                .as("a link in %s", root.relativize(page))
                                .exists()));
    }

    @Test
    void everyTestThatThePagesNameAsAProofExists() {
        Map<String, List<Path>> tests = sources();

        assertThat(pages())
                .allSatisfy(page -> PROOF.matcher(read(page)).results().forEach(found -> {
                    List<Path> sources = tests.getOrDefault(found.group(1), List.of());
                    assertThat(sources)
                            .as("%s, named in %s", found.group(), root.relativize(page))
                            .anyMatch(source -> read(source).contains(" " + found.group(2) + "("));
                }));
    }

    private List<Path> pages() {
        return Stream.concat(Stream.of(root.resolve("README.md")), files(root.resolve("docs"), ".md"))
                .toList();
    }

    /** By the name of their class, which several modules may have. */
    private Map<String, List<Path>> sources() {
        return Stream.of("resources", "db", "ejb-modules", "web-modules", "ear", "server-config")
                .flatMap(top -> files(root.resolve(top), ".java"))
                .filter(file -> file.toString().contains("/src/test/")
                        || file.toString().contains("media-load"))
                .filter(file -> file.getFileName().toString().matches("\\w+(?:Test|IT|Attack)\\.java"))
                .collect(Collectors.groupingBy(
                        file -> file.getFileName().toString().replace(".java", "")));
    }

    private static Stream<Path> files(Path directory, String suffix) {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(file -> file.toString().endsWith(suffix)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
