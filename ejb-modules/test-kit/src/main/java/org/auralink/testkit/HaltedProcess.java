package org.auralink.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process that is stopped in the middle of whatever it does, and goes on when this is closed. Its kernel goes on taking
 * connections: what hangs looks like this, and not like what is gone.
 */
public final class HaltedProcess implements AutoCloseable {
    private final List<Long> pids;

    private HaltedProcess(List<Long> pids) {
        this.pids = pids;
        signal("STOP");
    }

    /** Halts this process and all below it. */
    public static HaltedProcess of(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        return new HaltedProcess(
                Stream.concat(Stream.of(pid), process.descendants().map(ProcessHandle::pid))
                        .toList());
    }

    /** Halts the child of this JVM whose command line has that port in it. */
    public static HaltedProcess listeningOn(int port) {
        return of(ProcessHandle.current()
                .descendants()
                .filter(child -> commandLine(child.pid()).contains(Integer.toString(port)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no child of this JVM listens on " + port))
                .pid());
    }

    /** As the process shows it now: Redis writes its port there. */
    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException ended) {
            return "";
        }
    }

    @Override
    public void close() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            for (long pid : pids) {
                new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid)
                        .start()
                        .waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
