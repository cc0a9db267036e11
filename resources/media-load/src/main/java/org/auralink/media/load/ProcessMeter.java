package org.auralink.media.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time and memory of another process of this machine, as Linux tells them in {@code /proc}. */
final class ProcessMeter {
    /** Clock ticks of {@code /proc/PID/stat}: 100 a second on every Linux there is (USER_HZ). */
    private static final double MICROS_PER_TICK = 10_000;

    /** Fields after the process's name, which may itself hold spaces: the third, and so on. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int PAGES = 21;
    private static final double PAGES_PER_MEGABYTE = 256;

    private final int pid;

    ProcessMeter(int pid) {
        this.pid = pid;
    }

    /** @throws IOException when there is no such process */
    double cpuMicros() throws IOException {
        String[] fields = fields();
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * MICROS_PER_TICK;
    }

    /** Of it that is in memory. */
    double megabytes() throws IOException {
        return Long.parseLong(fields()[PAGES]) / PAGES_PER_MEGABYTE;
    }

    private String[] fields() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.UTF_8);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
