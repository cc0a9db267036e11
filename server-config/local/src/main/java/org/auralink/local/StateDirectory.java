package org.auralink.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one place on disk that the stack writes to: what is in it is readable by its owner only, and used by one launcher
 * at a time. Nobody else may own it, write to it or exchange it, see {@link Ownership}. The lock is the kernel's, so it ends with the process, however that ends. Its file also marks the directory
 * as AuraLink's: some of what is in one is deleted at each start, so a directory of somebody else's is refused.
 */
final class StateDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private static final String LOCK = "auralink.lock";

    private final Path root;
    private final FileChannel channel;

    private StateDirectory(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /** @throws LaunchException when the directory cannot be used, or another launcher uses it */
    static StateDirectory open(Path root) {
        return openUnlessUsed(root)
                .orElseThrow(() -> new LaunchException("AuraLink already runs on " + root
                        + ". Stop it first, or choose another with " + Option.STATE_DIR.named() + "."));
    }

    /**
     * @return empty when another launcher uses the directory
     * @throws LaunchException when it cannot be used
     */
    static Optional<StateDirectory> openUnlessUsed(Path root) {
        try {
            makeOrRecognize(root);
            FileChannel channel =
                    FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new StateDirectory(root, channel));
        } catch (IOException e) {
            throw new LaunchException(
                    "The state directory " + root + " cannot be used ("
                            + e.getClass().getSimpleName() + "; its owner is " + owner(root) + "). Choose another with "
                            + Option.STATE_DIR.named() + ".",
                    e);
        }
    }

    /** Leaves the mode of a directory that was there as it is: it may be meant for more than this. */
    private static void makeOrRecognize(Path root) throws IOException {
        Ownership.refuseWhatOthersMayChange(root);
        if (!Files.isDirectory(root)) {
            Path parent = root.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(root, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
        } else if (!Files.exists(root.resolve(LOCK)) && !isEmpty(root)) {
            throw new LaunchException("The directory " + root + " holds something, and not AuraLink's state. Name a new"
                    + " or an empty one with " + Option.STATE_DIR.named() + ".");
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String owner(Path root) {
        try {
            return Files.getOwner(root, LinkOption.NOFOLLOW_LINKS).getName();
        } catch (IOException e) {
            return "unknown";
        }
    }

    Path path(String first, String... more) {
        return root.resolve(Path.of(first, more));
    }

    Path directory(String name) {
        try {
            Path directory = Files.createDirectories(root.resolve(name));
            Files.setPosixFilePermissions(directory, OWNER_DIRECTORY);
            return directory;
        } catch (IOException e) {
            throw new LaunchException("Cannot make " + root.resolve(name) + ".", e);
        }
    }

    /** Removes a directory with all that is in it; one that is not there is fine. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The directory of that name, emptied of what an earlier run left in it. */
    Path freshDirectory(String name) {
        try {
            delete(root.resolve(name));
        } catch (IOException e) {
            throw new LaunchException("Cannot empty " + root.resolve(name) + ".", e);
        }
        return directory(name);
    }

    /** As the other, of text in UTF-8. */
    Path writePrivate(String name, String text) {
        return writePrivate(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces the file in one step, readable by its owner only from its first byte. */
    Path writePrivate(String name, byte[] content) {
        Path file = root.resolve(name);
        try {
            Path fresh = Files.createTempFile(root, "fresh", ".new", PosixFilePermissions.asFileAttribute(OWNER_FILE));
            try {
                Files.write(fresh, content);
                return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new LaunchException("Cannot write " + file + ".", e);
        }
    }

    /**
     * A file that an earlier run wrote and others could read since is its owner's alone again.
     *
     * @throws LaunchException when it is not ours
     */
    void keepPrivate(Path file) {
        Ownership.refuseWhatOthersMayChange(file);
        try {
            Files.setPosixFilePermissions(file, OWNER_FILE);
        } catch (IOException e) {
            throw new LaunchException("Cannot make " + file + " private: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The kernel releases it in a moment anyway: the process ends.
        }
    }
}
