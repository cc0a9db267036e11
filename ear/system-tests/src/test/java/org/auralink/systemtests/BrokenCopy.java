package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Copies of the manifests in which something is broken, and what is to be said of it. */
final class BrokenCopy {
    private BrokenCopy() {}

    /**
     * @param where what the problem names, a file mostly
     * @param why a part of what it says
     */
    static Arguments refused(String file, String text, String instead, String where, String why) {
        return arguments(file, text, instead, where, why);
    }

    /** A copy of the manifests with one text exchanged, at its first place. */
    static Path of(Path temporary, String file, String text, String instead) throws IOException {
        Path copy = Files.createTempDirectory(temporary, "broken");
        try (Stream<Path> files = Files.walk(Manifests.DIRECTORY)) {
            for (Path each : (Iterable<Path>) files::iterator) {
                Path to = copy.resolve(Manifests.DIRECTORY.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(each, to);
                }
            }
        }
        String before = Files.readString(copy.resolve(file));
        assertThat(before).as("what is broken in " + file).contains(text);
        int at = before.indexOf(text);
        Files.writeString(copy.resolve(file), before.substring(0, at) + instead + before.substring(at + text.length()));
        return copy;
    }
}
