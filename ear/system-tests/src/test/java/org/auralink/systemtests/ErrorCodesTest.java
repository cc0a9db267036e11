package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Applications react to codes of errors: those that are documented are those that come, and each is provoked by a test. */
class ErrorCodesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| \\d{3}");
    private static final Pattern REFUSED =
            Pattern.compile("(?:new Refusal\\.\\w+|taken|refused)\\(\\s*\"([a-z0-9]+(?:_[a-z0-9]+)+)\"");
    private static final List<String> MODULES =
            List.of("ejb-modules/identity", "ejb-modules/oauth", "web-modules/auth-api");
    private static final List<String> TESTS = List.of("ear/system-tests", "ejb-modules/shared", "web-modules/api");

    private final Path root = LauncherProcess.root();
    private final Set<String> documented = found(ROW, read(root.resolve("docs/supabase-compatibility.md")));

    @Test
    void everyCodeThatComesIsDocumentedAndNoOther() {
        String program = text(MODULES, "src/main");
        assertThat(documented).isNotEmpty().containsAll(found(REFUSED, program));
        assertThat(documented).allSatisfy(code -> assertThat(program).contains('"' + code + '"'));
    }

    @Test
    void everyDocumentedCodeIsProvokedByATest() {
        String tests = text(MODULES, "src/test") + text(TESTS, "src/test");
        assertThat(documented).allSatisfy(code -> assertThat(tests).contains('"' + code + '"'));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String text(List<String> modules, String folder) {
        return modules.stream()
                .map(module -> root.resolve(module).resolve(folder))
                .flatMap(ErrorCodesTest::sources)
                .map(ErrorCodesTest::read)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> !file.toString().contains("node_modules"))
                    .filter(file -> file.toString().matches(".*\\.(java|mjs)"))
                    .toList()
                    .stream();
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
