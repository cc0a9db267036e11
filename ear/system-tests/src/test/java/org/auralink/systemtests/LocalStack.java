package org.auralink.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.auralink.local.PartCommand;
import org.jspecify.annotations.Nullable;

/** The one stack that all tests of a JVM share, of which a run has two; started by the first that asks, stopped when the JVM ends. */
final class LocalStack {
    private static @Nullable LauncherProcess shared;
    private static @Nullable Throwable failure;
    private static final SpanReceiver SPANS = new SpanReceiver();

    private LocalStack() {}

    static synchronized LauncherProcess get() {
        if (shared != null) {
            return shared;
        }
        if (failure != null) {
            throw new AssertionError("The stack of all tests did not start", failure);
        }
        try {
            Path state = Files.createTempDirectory("auralink");
            // Tests kill parts on purpose, and start them again.
            LauncherProcess started = LauncherProcess.start(
                    state,
                    LauncherProcess.freePorts(),
                    Map.of(
                            // Instead of 20: tests wait for the end of a call that all have left.
                            "AURALINK_NODE__ROOM__DEPARTURE_TIMEOUT", "5",
                            // Nodes are started again and again, and whoever joins first has the time.
                            "AURALINK_NODE__NODE__REHEARSAL", "false"),
                    "--keep-going",
                    "true",
                    "--dev-key",
                    "true",
                    "--log-json",
                    "true",
                    "--stop-notice",
                    "2",
                    "--traces-endpoint",
                    SPANS.url());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                started.terminate();
                keepLogs(state);
                delete(state);
            }));
            shared = started.awaitReady();
            return started;
        } catch (IOException | AssertionError e) {
            // Each further test would wait for the same.
            failure = e;
            throw new AssertionError("The stack of all tests did not start", e);
        }
    }

    /** What it told of its requests. */
    static SpanReceiver spans() {
        get();
        return SPANS;
    }

    /** Stops, kills or starts a part; see {@code ./auralink part --help}. */
    static String part(String verb, String name) {
        return PartCommand.send(get().state, verb + " " + name);
    }

    /** The process of a running part. */
    static long pid(String name) {
        return get().pid(name);
    }

    /** For whoever looks into a failure; passwords are not in there. */
    private static void keepLogs(Path state) {
        Path kept = LauncherProcess.root()
                .resolve("ear/system-tests/target/stack-logs")
                .resolve(Long.toString(ProcessHandle.current().pid()));
        try (var logs = Files.list(state.resolve("logs"))) {
            Files.createDirectories(kept);
            for (Path log : (Iterable<Path>) logs::iterator) {
                Files.copy(log, kept.resolve(log.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            // Logs are a help, not a result.
        }
    }

    private static void delete(Path state) {
        try (var tree = Files.walk(state)) {
            for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // Something still runs there, then; whoever looks for it finds its files.
        }
    }
}
