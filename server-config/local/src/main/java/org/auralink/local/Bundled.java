package org.auralink.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the server programs that come inside libraries: PostgreSQL (zonky) and Redis (embedded-redis). */
final class Bundled {
    private Bundled() {}

    /** Directory with {@code bin}, {@code lib}, {@code share} of PostgreSQL; unpacked once per release. */
    static Path postgres(StateDirectory state) {
        String archive = arm() ? "postgres-linux-arm_64.txz" : "postgres-linux-x86_64.txz";
        return once(state, "postgres-" + postgresRelease(), target -> {
            try (InputStream raw = resource(archive);
                    var tar = new TarArchiveInputStream(new XZInputStream(raw))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, target);
                }
            }
        });
    }

    /** The {@code redis-server} program. */
    static Path redis(StateDirectory state) {
        String name = arm() ? "redis-server-7.0.15-linux-arm64" : "redis-server-7.0.15-linux-amd64";
        return once(state, name, target -> {
                    try (InputStream program = resource(name)) {
                        Path file = target.resolve("redis-server");
                        Files.copy(program, file);
                        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
                    }
                })
                .resolve("redis-server");
    }

    private interface Unpacking {
        void into(Path target) throws IOException;
    }

    /** A directory that is there is whole: it is filled under another name and moved when done. */
    private static Path once(StateDirectory state, String name, Unpacking unpacking) {
        Path programs = state.directory("programs");
        Path done = programs.resolve(name);
        if (Files.isDirectory(done)) {
            return done;
        }
        Path fresh = programs.resolve(name + ".new");
        try {
            StateDirectory.delete(fresh);
            Files.createDirectory(fresh);
            unpacking.into(fresh);
            return Files.move(fresh, done, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LaunchException("Cannot unpack " + name + " into " + programs + ": " + e.getMessage() + ".", e);
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("entry outside the directory");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, file);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwx------" : "rw-------"));
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream stream = Bundled.class.getClassLoader().getResourceAsStream(name);
        if (stream == null) {
            throw new IOException(
                    "this build has no " + name + " for processor " + System.getProperty("os.arch", "unknown"));
        }
        return stream;
    }

    /** Changes with the library, so that an upgrade unpacks anew. */
    private static String postgresRelease() {
        try (InputStream file = Objects.requireNonNull(Bundled.class.getResourceAsStream("bundled.properties"))) {
            var properties = new Properties();
            properties.load(file);
            return properties.getProperty("postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean arm() {
        return System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).equals("aarch64");
    }
}
