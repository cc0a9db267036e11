package org.auralink.jdks;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java runtime on this machine.
 *
 * @param home the directory that holds {@code bin/java}
 * @param release its feature release, such as 17 or 25
 */
public record Jdk(Path home, int release) {
    /** The byte code of everything here. */
    public static final int OLDEST = 17;

    /** JEP 472 and JEP 498: from here on a library's native code and {@code Unsafe} cost warnings, unless permitted. */
    private static final int WARNS_OF_NATIVE_ACCESS = 24;

    /** JEP 519: before it they were an experiment. */
    private static final int HAS_COMPACT_HEADERS = 25;

    /** Releases before 9 called themselves 1.8; none of them is of use here. */
    private static final Pattern VERSION = Pattern.compile("\"?([0-9]{1,4}).*");

    /** The one that runs this program. */
    public static Jdk own() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** What that directory holds, by the file in which every JDK says its version; empty when it is none. */
    static Optional<Jdk> at(Path home) {
        if (!Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        try (Reader file = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
            var values = new Properties();
            values.load(file);
            Matcher version = VERSION.matcher(values.getProperty("JAVA_VERSION", ""));
            return version.matches()
                    ? Optional.of(new Jdk(home, Integer.parseInt(version.group(1))))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether its program starts: one for another processor, or half deleted, does not. */
    boolean works() {
        try {
            Process asked = new ProcessBuilder(program(), "-version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!asked.waitFor(20, TimeUnit.SECONDS)) {
                asked.destroyForcibly();
                return false;
            }
            return asked.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The {@code java} program. */
    public String program() {
        return home.resolve("bin/java").toString();
    }

    /**
     * Options of a server that is to be small: one collector without helpers, and on releases that have them, object
     * headers of eight bytes.
     *
     * @param heapMegabytes the most that objects may take
     */
    public List<String> options(int heapMegabytes) {
        List<String> options = new ArrayList<>(List.of("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC"));
        if (release >= WARNS_OF_NATIVE_ACCESS) {
            options.add("--enable-native-access=ALL-UNNAMED");
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (release >= HAS_COMPACT_HEADERS) {
            options.add("-XX:+UseCompactObjectHeaders");
        }
        return List.copyOf(options);
    }

    /** In a sentence, such as {@code JDK 25 (/usr/lib/jvm/temurin-25-jdk-amd64)}. */
    @Override
    public String toString() {
        return "JDK " + release + " (" + home + ")";
    }
}
