package org.auralink.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which server keeps the directory: an installed Valkey or Redis, which the distribution mends, before the one inside
 * the library, which nobody does. docs/security.md says what that one lacks.
 */
final class RedisProgram {
    /** Older ones are further behind than what comes along. */
    private static final int OLDEST_MAJOR = 7;

    private static final List<String> NAMES = List.of("valkey-server", "redis-server");

    private static final Pattern VERSION = Pattern.compile("\\bv=([0-9]{1,4})\\.[0-9]");

    private RedisProgram() {}

    /** @param path as in the variable {@code PATH}; where packages put it is looked at too */
    static Path choose(StateDirectory state, String path) {
        return installed(path).orElseGet(() -> Bundled.redis(state));
    }

    static Optional<Path> installed(String path) {
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/bin", "/usr/local/bin"))
                .flatMap(directory -> NAMES.stream().flatMap(name -> program(directory, name)))
                .filter(program -> majorOf(program) >= OLDEST_MAJOR)
                .findFirst();
    }

    private static Stream<Path> program(String directory, String name) {
        try {
            return Stream.of(Path.of(directory, name))
                    .filter(program ->
                            program.isAbsolute() && Files.isRegularFile(program) && Files.isExecutable(program));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    /** 0 when it does not say, or does not start. */
    private static int majorOf(Path program) {
        try {
            Process asked = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
            String said;
            try (InputStream output = asked.getInputStream()) {
                said = new String(output.readNBytes(1000), StandardCharsets.UTF_8);
            }
            boolean ended = asked.waitFor(10, TimeUnit.SECONDS);
            Matcher version = VERSION.matcher(said);
            return ended && asked.exitValue() == 0 && version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
