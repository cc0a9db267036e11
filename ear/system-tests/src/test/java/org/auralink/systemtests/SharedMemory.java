package org.auralink.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The shared memory of some processes, and of no others on this machine. */
final class SharedMemory {
    private static final Path SYSTEM_V = Path.of("/proc/sysvipc/shm");
    /** Columns of that file: key, id, permissions, size, and who created it. */
    private static final int CREATOR = 4;

    private final Set<String> processes = new TreeSet<>();
    private final Set<Path> posix = new TreeSet<>();

    /** Looks at what these processes, and those they started, have mapped. */
    SharedMemory(List<Long> parents) {
        parents.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .map(ProcessHandle::pid)
                .forEach(this::look);
    }

    private void look(long pid) {
        processes.add(Long.toString(pid));
        for (String mapping : lines(Path.of("/proc/" + pid + "/maps"))) {
            int at = mapping.indexOf("/dev/shm/");
            if (at >= 0 && !mapping.endsWith("(deleted)")) {
                posix.add(Path.of(mapping.substring(at)));
            }
        }
    }

    /** What is still there of it. */
    List<String> remains() {
        var files = posix.stream().filter(Files::exists).map(Path::toString);
        var segments = lines(SYSTEM_V).stream()
                .filter(line -> processes.contains(line.strip().split("\\s+")[CREATOR]));
        return Stream.concat(files, segments).toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            // A process that ended meanwhile maps nothing.
            return List.of();
        }
    }
}
