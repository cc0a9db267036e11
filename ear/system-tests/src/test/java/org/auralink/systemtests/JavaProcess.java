package org.auralink.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a running JVM of this machine holds, as {@code jcmd} and Linux tell it. */
record JavaProcess(String name, long pid) {
    private static final double MEGA = 1024 * 1024;
    private static final double PAGES_PER_MEGABYTE = 256;
    /** Of {@code /proc/PID/stat}, behind the name: the 24th field of all. */
    private static final int RESIDENT_PAGES = 21;

    /**
     * What it holds at a moment.
     *
     * @param heap megabytes of objects that a full collection leaves
     * @param resident megabytes of memory
     * @param threads of the process
     * @param descriptors files, sockets and whatever else is open
     * @param sockets among them
     */
    record Holding(double heap, double resident, int threads, int descriptors, int sockets) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "heap %.1f MB, resident %.0f MB, threads %d, descriptors %d, sockets %d",
                    heap,
                    resident,
                    threads,
                    descriptors,
                    sockets);
        }
    }

    /** Collects all garbage first. */
    Holding holds() {
        double heap = liveBytes(histogram()) / MEGA;
        List<Path> descriptors = entries("fd");
        return new Holding(heap, residentMegabytes(), entries("task").size(), descriptors.size(), (int)
                descriptors.stream().filter(JavaProcess::isSocket).count());
    }

    /** Objects by class after a full collection, the largest first. */
    List<String> histogram() {
        Path java = Path.of("/proc/" + pid + "/exe");
        try {
            Path jcmd = java.toRealPath().resolveSibling("jcmd");
            if (!Files.isExecutable(jcmd)) {
                jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            }
            Process asked = new ProcessBuilder(jcmd.toString(), String.valueOf(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            List<String> lines = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (asked.waitFor() != 0) {
                throw new AssertionError(name + " tells nothing of its heap: " + lines);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Without what a collector puts where it did not compact: that is no object of anybody's. */
    private static long liveBytes(List<String> histogram) {
        long bytes = 0;
        for (String line : histogram) {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 4 && words[0].endsWith(":") && words[1].matches("\\d+") && !isFiller(words[3])) {
                bytes += Long.parseLong(words[2]);
            }
        }
        if (bytes == 0) {
            throw new AssertionError("No objects in " + histogram);
        }
        return bytes;
    }

    private static boolean isFiller(String type) {
        return type.contains("jdk.internal.vm.Filler");
    }

    private double residentMegabytes() {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[RESIDENT_PAGES])
                    / PAGES_PER_MEGABYTE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> entries(String directory) {
        try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid + "/" + directory))) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (NoSuchFileException e) {
            // Closed meanwhile.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
