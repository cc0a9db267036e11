package org.auralink.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Bounds the logs. A child writes to its log itself, so that it goes on when the launcher is killed; it appends, so the
 * file can be copied and cut to nothing under it. What is written between the two is lost.
 */
final class LogKeeper {
    /** Two days of a busy stack; with the copies that are kept, 32 MB for each part. */
    static final long MAX_BYTES = 8L << 20;

    /** Copies that are kept, of earlier runs or of what was cut. */
    private static final int KEPT = 3;

    private LogKeeper() {}

    /** Makes room for a new log: the present one becomes the first copy, the oldest goes. */
    static void rotate(Path log) throws IOException {
        shift(log);
        if (Files.exists(log)) {
            Files.move(log, copy(log, 1), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Cuts a log that somebody is writing to, once it has grown to {@code maxBytes}. */
    static void bound(Path log, long maxBytes) throws IOException {
        if (!Files.exists(log) || Files.size(log) < maxBytes) {
            return;
        }
        shift(log);
        Files.copy(log, copy(log, 1), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
            file.truncate(0);
        }
    }

    private static void shift(Path log) throws IOException {
        for (int i = KEPT; i >= 2; i--) {
            if (Files.exists(copy(log, i - 1))) {
                Files.move(copy(log, i - 1), copy(log, i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path copy(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }
}
