package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Behind all other tests, in an execution of its own: what their stacks logged tells of nobody either. */
@Tag("afterwards")
class LogsAfterwardsIT {
    @Test
    void nobodyIsFoundInTheLogsOfAllTests() {
        Instant began = Instant.parse(System.getProperty("auralink.build.began"));
        List<Path> logs = StackLogs.in(LauncherProcess.root().resolve("ear/system-tests/target/stack-logs")).stream()
                .filter(log -> !written(log).isBefore(began))
                .toList();
        assertThat(logs).as("logs of this build").isNotEmpty();
        assertThat(logs.stream().flatMap(log -> StackLogs.tellTales(log, Map.of()).stream()))
                .isEmpty();
    }

    private static Instant written(Path log) {
        try {
            return Files.getLastModifiedTime(log).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
