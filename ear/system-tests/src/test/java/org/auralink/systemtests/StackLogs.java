package org.auralink.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What all programs of a stack logged, as those see it who look for people in it. */
final class StackLogs {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";

    /** What names a person or opens something. Loopback is nobody's address, and 0.0.0.0 everybody's. */
    private static final Map<String, Pattern> PERSONAL = new TreeMap<>(Map.of(
            "an e-mail address",
                    Pattern.compile(
                            "[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}(?![\\w@-]|\\.\\w)"),
            "a token", Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}|\\bak_(?:live|test)_[A-Za-z0-9_-]{8,}"),
            "a password of the tests", Pattern.compile("correct horse"),
            "an address",
                    Pattern.compile("(?<![\\w.-])(?!127\\.|0\\.0\\.0\\.0)" + OCTET + "(?:\\." + OCTET
                            + "){3}(?![\\w-]|\\.\\d)" + "|(?<![\\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\\w:])")));

    private StackLogs() {}

    /** All files below a folder, the copies of those that were cut or begun anew too. */
    static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path log) {
        try {
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            // The last line may be half written.
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Lines that say more than a log may, each with what it says.
     *
     * @param besides what must not be there either, by what it is
     */
    static List<String> tellTales(Path log, Map<String, String> besides) {
        List<String> found = new ArrayList<>();
        for (String line : lines(log)) {
            PERSONAL.forEach((what, pattern) -> {
                if (pattern.matcher(line).find()) {
                    found.add(log.getFileName() + " has " + what + ": " + line);
                }
            });
            besides.forEach((what, text) -> {
                if (line.contains(text)) {
                    found.add(log.getFileName() + " has " + what + ": " + line);
                }
            });
        }
        return found;
    }
}
