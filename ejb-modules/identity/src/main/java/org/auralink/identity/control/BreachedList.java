package org.auralink.identity.control;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of public passwords in a file: lines of {@code SHA-1:count}, sorted. Searched where it lies, for it may have
 * 40 GB: some 35 reads of a few bytes.
 */
final class BreachedList implements BreachedPasswords {
    private static final Logger LOG = Logger.getLogger(BreachedList.class.getName());
    private static final int HASH_CHARACTERS = 40;

    /** Longer than any line: a hash, a colon, a number, the end. */
    private static final int LONGEST_LINE = 64;

    private final Path file;

    BreachedList(Path file) {
        this.file = file;
    }

    /** In capital hexadecimal. */
    static String sha1(String password) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    @Override
    public boolean contain(String password) {
        String hash = sha1(password);
        try (RandomAccessFile lines = new RandomAccessFile(file.toFile(), "r")) {
            return contains(lines, hash);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The list of passwords that became public cannot be read: {0}", e.getMessage());
            return false;
        }
    }

    /** Bisects by bytes: the answer is in a line that begins in [from, to). */
    private static boolean contains(RandomAccessFile lines, String hash) throws IOException {
        long from = 0;
        long to = lines.length();
        while (from < to) {
            long middle = (from + to) >>> 1;
            Line line = lineFrom(lines, middle);
            if (line == null || line.start >= to) {
                to = middle;
                continue;
            }
            int compared = line.hash.compareToIgnoreCase(hash);
            if (compared == 0) {
                return true;
            } else if (compared < 0) {
                from = line.start + HASH_CHARACTERS;
            } else {
                to = middle;
            }
        }
        return false;
    }

    private record Line(long start, String hash) {}

    /** The first line that begins at the place or after it; null when there is none. */
    private static @Nullable Line lineFrom(RandomAccessFile lines, long place) throws IOException {
        long before = Math.max(0, place - 1);
        lines.seek(before);
        byte[] bytes = new byte[2 * LONGEST_LINE];
        int read = Math.max(0, lines.read(bytes));
        int start = 0;
        if (place > 0) {
            while (start < read && bytes[start] != '\n') {
                start++;
            }
            start++;
        }
        if (start + HASH_CHARACTERS > read) {
            return null;
        }
        return new Line(before + start, new String(bytes, start, HASH_CHARACTERS, StandardCharsets.US_ASCII));
    }
}
