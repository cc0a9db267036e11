package org.auralink.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How one child process is started, known to be ready, and stopped.
 *
 * @param name what people and {@code part stop} call it
 * @param command program and arguments; no secret stands here, since every user of the machine can read it
 * @param environment added to the launcher's own
 * @param directory where it runs
 * @param emptied directories, as seen from the state directory, that are emptied before each start
 * @param ready asked until it says yes
 * @param fatal text in the log that means it will never be ready, empty when the program then ends by itself
 * @param startLimit after which a part that is not ready counts as failed; stretched while the machine is busy, see
 *     {@link CpuShare}
 * @param stopSignal such as {@code TERM}: asks the program to end in order
 * @param stopLimit after which it is killed
 */
record Part(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        List<String> emptied,
        Probe ready,
        String fatal,
        Duration startLimit,
        String stopSignal,
        Duration stopLimit) {}
