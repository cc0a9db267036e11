package org.auralink.systemtests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** People who come to calls and go, without a browser each: the load tool, in a process of its own. */
final class Visitors implements AutoCloseable {
    private final Process process;
    private final Writer lines;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "visitors");

    Visitors() {
        this(Map.of());
    }

    /** @param environment besides what they inherit */
    Visitors(Map<String, String> environment) {
        try {
            var command = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-jar",
                            LauncherProcess.root()
                                    .resolve("resources/media-load/target/media-load.jar")
                                    .toString(),
                            "--visits")
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            command.environment().putAll(environment);
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines = process.outputWriter(StandardCharsets.UTF_8);
        reader.start();
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                told.add(line);
            }
        } catch (IOException e) {
            told.add("failed " + e);
        }
    }

    /** Somebody comes with a ticket and stays for so long. */
    void comes(Api.Answer ticket, int seconds) {
        comes(ticket.text("url"), ticket.text("token"), seconds);
    }

    /** The same, with what the ticket says. */
    void comes(String url, String token, int seconds) {
        try {
            lines.write(url + " " + token + " " + seconds + "\n");
            lines.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line for each who has gone, {@code left …} or {@code failed …}; whoever is there yet goes first. */
    List<String> allGone() {
        try {
            lines.close();
            process.waitFor();
            reader.join();
            return List.copyOf(told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
