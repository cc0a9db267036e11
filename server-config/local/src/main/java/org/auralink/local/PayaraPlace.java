package org.auralink.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Where Payara unpacks itself and reads what it deploys. It makes addresses out of paths and does not write all letters as
 * an address must, so that below {@code Büro} its own schemas are not found. Where the path of the state directory, or of
 * the built programs, holds more than letters and digits of ASCII, blanks, points and hyphens, the place is a directory of
 * our own among the temporary ones.
 */
final class PayaraPlace {
    private static final String PLAIN = "[A-Za-z0-9/._ -]+";

    /** In the state directory: where the last run had its place, so that it is found after a crash. */
    private static final String RECORD = "payara-place";

    private final Path directory;
    private final boolean elsewhere;
    private final String suffix;

    private PayaraPlace(Path directory, boolean elsewhere, String suffix) {
        this.directory = directory;
        this.elsewhere = elsewhere;
        this.suffix = suffix;
    }

    /**
     * @param suffix tells the places of several instances apart
     * @throws LaunchException when a place of its own is needed and the temporary directory is no better
     */
    static PayaraPlace of(StateDirectory state, Artifacts artifacts, String suffix) {
        Path inState = state.path("");
        removeLast(state, suffix);
        if (isPlain(inState) && isPlain(artifacts.directory())) {
            return new PayaraPlace(inState, false, suffix);
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        Path unreadable = isPlain(inState) ? artifacts.directory() : inState;
        if (!isPlain(temporary)) {
            throw new LaunchException("Payara cannot read all letters of " + unreadable + ", nor those of the temporary"
                    + " directory " + temporary + ": set TMPDIR to one whose name is plain ASCII.");
        }
        try {
            Path made = Files.createTempDirectory(
                    temporary,
                    "auralink-payara-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            state.writePrivate(RECORD + suffix, made + "\n");
            return new PayaraPlace(made, true, suffix);
        } catch (IOException e) {
            throw new LaunchException(
                    "Payara cannot read all letters of " + unreadable + ", and " + temporary
                            + ", where it would be put instead, cannot be written to: " + e.getMessage() + ".",
                    e);
        }
    }

    private static boolean isPlain(Path path) {
        return path.toString().matches(PLAIN);
    }

    private static void removeLast(StateDirectory state, String suffix) {
        Path record = state.path(RECORD + suffix);
        if (!Files.exists(record)) {
            return;
        }
        try {
            Path last = Path.of(Files.readString(record).strip());
            if (last.getFileName().toString().startsWith("auralink-payara-") && Files.isDirectory(last)) {
                Ownership.refuseWhatOthersMayChange(last);
                StateDirectory.delete(last);
            }
            Files.delete(record);
        } catch (IOException e) {
            throw new LaunchException("Cannot remove what " + record + " names: " + e.getMessage() + ".", e);
        }
    }

    /** Directories that are emptied before each start. */
    List<String> emptied() {
        return List.of(root().toString(), temporary().toString());
    }

    Path root() {
        return directory.resolve("payara" + suffix);
    }

    Path temporary() {
        return directory.resolve("payara-tmp" + suffix);
    }

    /** A file at a path that Payara can read: the same one, or another name or a copy of it. */
    Path readable(Path file) {
        if (!elsewhere) {
            return file;
        }
        Path here = directory.resolve(file.getFileName().toString());
        try {
            Files.deleteIfExists(here);
            // A link would be resolved to the very path that cannot be read.
            return Files.copy(file, here);
        } catch (IOException e) {
            throw new LaunchException("Cannot copy " + file + " to " + here + ": " + e.getMessage() + ".", e);
        }
    }

    /** Removes a place outside the state directory. For when Payara has ended. */
    static void remove(StateDirectory state, String suffix) {
        removeLast(state, suffix);
    }
}
