package org.auralink.local;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Sends what {@link Process#destroy()} cannot: PostgreSQL's fast shutdown is SIGINT. */
final class Signals {
    private Signals() {}

    /** A process that is gone already is no error. */
    static void send(String signal, long pid) {
        try {
            // The shell's own kill: Debian's minimal installation has no other.
            Process kill = new ProcessBuilder(
                            "/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(2, TimeUnit.SECONDS);
        } catch (IOException e) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
