package org.auralink.jdks;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the Java runtime that the servers run on. What a person named in {@code JAVA_HOME} comes first if Payara Micro
 * 7 can run on it; then the newest release with long support, and what is nearest to it.
 */
public final class InstalledJdks {
    /** The newest release with long-term support that Payara Micro 7 was tried on. */
    static final int PREFERRED = 25;

    private final Map<String, String> environment;
    private final List<Path> collections;
    private final Jdk own;

    /**
     * @param collections directories whose entries may be JDKs
     * @param own what remains when nothing better is found
     */
    InstalledJdks(Map<String, String> environment, List<Path> collections, Jdk own) {
        this.environment = Map.copyOf(environment);
        this.collections = List.copyOf(collections);
        this.own = own;
    }

    /** This machine's, as packages and the usual installers lay them. */
    public static InstalledJdks ofThisMachine(Map<String, String> environment) {
        Path person = Path.of(System.getProperty("user.home", "/"));
        return new InstalledJdks(
                environment,
                List.of(
                        Path.of("/usr/lib/jvm"),
                        Path.of("/usr/java"),
                        Path.of("/usr/local/lib/jvm"),
                        Path.of("/opt"),
                        Path.of("/opt/java"),
                        person.resolve(".sdkman/candidates/java"),
                        person.resolve(".jdks")),
                Jdk.own());
    }

    /** The one to run on when nobody named one: never older than the one that runs this program. */
    public Jdk newest() {
        Optional<Jdk> named =
                directory(environment.getOrDefault("JAVA_HOME", "")).flatMap(Jdk::at);
        if (named.isPresent()
                && PayaraMicro.of(named.get()) == PayaraMicro.SEVEN
                && named.get().works()) {
            return named.get();
        }
        return found().stream()
                .filter(jdk -> PayaraMicro.of(jdk) == PayaraMicro.SEVEN)
                .sorted(Comparator.comparingInt(InstalledJdks::distance))
                .filter(Jdk::works)
                .findFirst()
                .orElse(own);
    }

    /** Nothing for 25, then 24 down to 21, then what is newer: the next release comes before the one after it. */
    private static int distance(Jdk jdk) {
        return jdk.release() <= PREFERRED ? PREFERRED - jdk.release() : jdk.release();
    }

    private Set<Jdk> found() {
        Set<Jdk> found = new LinkedHashSet<>();
        onThePath().flatMap(Jdk::at).ifPresent(found::add);
        for (Path collection : collections) {
            if (Files.isDirectory(collection)) {
                entries(collection).forEach(home -> Jdk.at(home).ifPresent(found::add));
            }
        }
        found.add(own);
        return found;
    }

    /** Sorted, so that the choice among equals is the same every time. */
    private static List<Path> entries(Path collection) {
        List<Path> homes = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(collection, Files::isDirectory)) {
            entries.forEach(homes::add);
        } catch (IOException | RuntimeException e) {
            // A directory that cannot be read holds nothing for us.
        }
        homes.sort(Comparator.naturalOrder());
        return homes;
    }

    private Optional<Path> onThePath() {
        for (String entry : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            Optional<Path> program = directory(entry).map(directory -> directory.resolve("java"));
            if (program.filter(Files::isExecutable).isPresent()) {
                try {
                    Path bin = program.get().toRealPath().getParent();
                    return Optional.ofNullable(bin).map(Path::getParent);
                } catch (IOException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> directory(String text) {
        try {
            return text.isBlank()
                    ? Optional.empty()
                    : Optional.of(Path.of(text)).filter(Files::isDirectory);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The one that a person named.
     *
     * @return empty when that directory holds no runtime that starts, or one older than {@link Jdk#OLDEST}
     */
    public static Optional<Jdk> named(Path home) {
        return Jdk.at(home).filter(jdk -> jdk.release() >= Jdk.OLDEST).filter(Jdk::works);
    }
}
