package org.auralink.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of the processor a process gets of what it asks for. A part that waits for a core starts later than on a quiet
 * machine, and nothing is wrong with it; one that waits for something else is stuck.
 */
final class CpuShare {
    /** Fields of {@code /proc/<pid>/task/<tid>/schedstat}: nanoseconds on a core, nanoseconds of waiting for one. */
    private static final int RAN = 0;

    private static final int WAITED = 1;

    private CpuShare() {}

    /** What its threads and its children's ran and waited, over what they ran: 1 on a quiet machine. */
    static double slowdown(ProcessHandle process) {
        List<String> threads = new ArrayList<>();
        Stream.concat(Stream.of(process), process.descendants()).forEach(one -> readThreads(one.pid(), threads));
        return slowdown(threads);
    }

    /** @param threads a line of {@code schedstat} for each */
    static double slowdown(List<String> threads) {
        double ran = 0;
        double waited = 0;
        for (String thread : threads) {
            String[] fields = thread.strip().split(" ");
            if (fields.length > WAITED) {
                ran += Long.parseLong(fields[RAN]);
                waited += Long.parseLong(fields[WAITED]);
            }
        }
        return ran == 0 ? 1 : (ran + waited) / ran;
    }

    private static void readThreads(long pid, List<String> threads) {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks) {
                threads.add(Files.readString(task.resolve("schedstat")));
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The thread or the process has ended, or this kernel does not count.
        }
    }
}
