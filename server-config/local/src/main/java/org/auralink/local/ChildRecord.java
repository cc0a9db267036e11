package org.auralink.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A child process as written to the state directory, so that the next run finds it after the launcher was killed. A pid
 * alone is not enough, because numbers are used again: the start time and the boot it belongs to go with it.
 *
 * @param startTicks clock ticks from boot to the start of the process: field 22 of {@code /proc/<pid>/stat}
 * @param stopSignal as in {@link Part#stopSignal()}
 */
record ChildRecord(long pid, long startTicks, String bootId, String stopSignal) {
    static ChildRecord of(long pid, String stopSignal) {
        return new ChildRecord(pid, ticksOf(pid), currentBoot(), stopSignal);
    }

    /** Empty when the text is not a record, as after a full disk. */
    static Optional<ChildRecord> parse(String text) {
        String[] fields = text.strip().split(" ");
        try {
            return fields.length == 4
                    ? Optional.of(
                            new ChildRecord(Long.parseLong(fields[0]), Long.parseLong(fields[1]), fields[2], fields[3]))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String text() {
        return pid + " " + startTicks + " " + bootId + " " + stopSignal + "\n";
    }

    /** Whether that very process still runs. */
    boolean alive() {
        return bootId.equals(currentBoot()) && startTicks >= 0 && startTicks == ticksOf(pid);
    }

    /** -1 when there is no such process, or only its exit code waits to be fetched. */
    private static long ticksOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The second field, the program's name, may hold blanks and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") ? -1 : Long.parseLong(fields[19]);
        } catch (IOException e) {
            return -1;
        }
    }

    private static String currentBoot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
