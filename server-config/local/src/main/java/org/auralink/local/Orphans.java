package org.auralink.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ends the children of a launcher that was killed before it could stop them. */
final class Orphans {
    /** PostgreSQL writes its checkpoint in this time; what is slower is killed and recovers at its start. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Orphans() {}

    /** Returns the names of the parts that still ran. Only for the holder of the directory's lock. */
    static List<String> stop(StateDirectory state) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(state.directory(RunningPart.RECORDS), "*.pid")) {
            for (Path file : files) {
                ChildRecord.parse(Files.readString(file))
                        .filter(ChildRecord::alive)
                        .ifPresent(child -> {
                            names.add(file.getFileName().toString().replace(".pid", ""));
                            stop(child);
                        });
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new LaunchException("Cannot read the records of an earlier run in the state directory.", e);
        }
        return names;
    }

    private static void stop(ChildRecord child) {
        Signals.send("CONT", child.pid());
        Signals.send(child.stopSignal(), child.pid());
        if (!Waiting.until(LIMIT, () -> !child.alive())) {
            Signals.send("KILL", child.pid());
            Waiting.until(LIMIT, () -> !child.alive());
        }
    }
}
