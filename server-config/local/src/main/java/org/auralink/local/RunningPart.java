package org.auralink.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One child process: its log, its record for the next run, and its end. */
final class RunningPart {
    /** Directory, below the state directory, of one {@code <part>.pid} for each child. */
    static final String RECORDS = "parts";

    /** The kernel takes down even a large process in less. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(2);

    private final Part part;
    private final Process process;
    private final Path record;
    private final Path log;
    private volatile boolean stopping;

    private RunningPart(Part part, Process process, Path record, Path log) {
        this.part = part;
        this.process = process;
        this.record = record;
        this.log = log;
    }

    static RunningPart start(Part part, StateDirectory state) {
        Path log = state.directory("logs").resolve(part.name() + ".log");
        List<String> command = new ArrayList<>();
        // Own session: Ctrl-C in the terminal goes to the launcher, which stops the parts in order.
        command.add("setsid");
        command.addAll(part.command());
        part.emptied().forEach(state::freshDirectory);
        try {
            LogKeeper.rotate(log);
            var builder = new ProcessBuilder(command)
                    .directory(part.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(part.environment());
            Process process = builder.start();
            return new RunningPart(part, process, record(part, process, state), log);
        } catch (IOException e) {
            throw new LaunchException("Cannot start " + part.name() + ": " + e.getMessage() + ".", e);
        }
    }

    /** A process that nobody would find again, as on a full disk, is not left running. */
    private static Path record(Part part, Process process, StateDirectory state) {
        try {
            state.directory(RECORDS);
            return state.writePrivate(
                    RECORDS + "/" + part.name() + ".pid",
                    ChildRecord.of(process.pid(), part.stopSignal()).text());
        } catch (LaunchException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            ended(process, KILL_LIMIT);
            throw e;
        }
    }

    /** @throws LaunchException when it ends, or does not become ready within its limit */
    void awaitReady() {
        awaitReady(() -> false);
    }

    /**
     * @param pointless asked all along; a yes ends the waiting
     * @throws LaunchException when it ends, or does not become ready within its limit
     */
    void awaitReady(BooleanSupplier pointless) {
        long begin = System.nanoTime();
        boolean decided = Waiting.until(
                part.startLimit(),
                () -> CpuShare.slowdown(process.toHandle()),
                () -> pointless.getAsBoolean()
                        || !process.isAlive()
                        || failed()
                        || part.ready().ready());
        if (pointless.getAsBoolean()) {
            return;
        }
        if (!process.isAlive()) {
            throw new LaunchException(endSentence());
        }
        if (failed()) {
            throw new LaunchException(part.name() + " could not start what it is there for; its log is " + log + ".");
        }
        if (!decided) {
            throw new LaunchException(part.name() + " was not ready after "
                    + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s; its log is " + log
                    + ". If this machine is slow, give it longer with " + Option.START_TIMEOUT.named() + ".");
        }
    }

    /**
     * Waits for a program that ends by itself.
     *
     * @param pointless asked all along; a yes ends the waiting
     * @return whether it ended within its start limit, with exit code 0
     */
    boolean awaitEnd(BooleanSupplier pointless) {
        Waiting.until(
                part.startLimit(),
                () -> CpuShare.slowdown(process.toHandle()),
                () -> pointless.getAsBoolean() || !process.isAlive());
        return !process.isAlive() && process.exitValue() == 0;
    }

    private boolean failed() {
        if (part.fatal().isEmpty()) {
            return false;
        }
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains(part.fatal()));
        } catch (IOException e) {
            return false;
        }
    }

    /** Keeps its log from growing without end. */
    void boundLog() {
        try {
            LogKeeper.bound(log, LogKeeper.MAX_BYTES);
        } catch (IOException e) {
            // On a full disk, say; the next look may do better.
        }
    }

    void onUnexpectedEnd(Runnable action) {
        process.onExit().thenRun(() -> {
            if (!stopping) {
                action.run();
            }
        });
    }

    /** In words, with the program's last line, which often is the reason. */
    String endSentence() {
        int code = process.exitValue();
        // The JDK reports a signal as the shell does; the highest exit codes are not signals.
        String how = code > 128 && code <= 128 + 64
                ? "was killed by signal " + (code - 128)
                : "ended with exit code " + code;
        return part.name() + " " + how + "; its log is " + log + lastLine();
    }

    private String lastLine() {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            String last = lines.filter(line -> !line.isBlank()).reduce("", (first, second) -> second);
            return last.isEmpty() ? "." : " and closes with: " + last.strip();
        } catch (IOException e) {
            return ".";
        }
    }

    /** Asks it to end; kills it when it has not by the sooner of its own limit and {@code atMost}. */
    void stop(Duration atMost) {
        stopping = true;
        Duration limit = part.stopLimit().compareTo(atMost) < 0 ? part.stopLimit() : atMost;
        if (process.isAlive()) {
            // A suspended process would not see the signal.
            Signals.send("CONT", process.pid());
            Signals.send(part.stopSignal(), process.pid());
        }
        if (!ended(process, limit)) {
            kill();
        }
        forget();
    }

    /** Without a chance to say goodbye, as a crash would. */
    void kill() {
        stopping = true;
        process.destroyForcibly();
        ended(process, KILL_LIMIT);
        forget();
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    Part part() {
        return part;
    }

    private static boolean ended(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(record);
        } catch (IOException e) {
            // The next run sees that no such process lives.
        }
    }
}
