import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Run by the build: writes the version of the newest migration of a directory to a file, for Release.java. */
class NewestMigration {
    private static final Pattern NUMBERED = Pattern.compile("V([0-9]+)__.*\\.sql");

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        Files.createDirectories(file.getParent());
        try (Stream<Path> migrations = Files.list(Path.of(arguments[0]))) {
            Files.writeString(
                    file,
                    migrations
                            .flatMap(path -> NUMBERED.matcher(path.getFileName().toString()).results())
                            .map(found -> found.group(1))
                            .max(Comparator.comparing(Integer::valueOf))
                            .orElseThrow());
        }
    }
}
