package org.auralink.systemtests;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of the launcher's jar, as the script would start it, on ports that were free a moment ago. */
final class LauncherProcess {
    /** A cold start on two busy cores takes half of this. */
    static final Duration START_LIMIT = Duration.ofMinutes(4);

    final Path state;
    final Map<String, Integer> ports;
    final Process process;
    final Path output;

    private LauncherProcess(Path state, Map<String, Integer> ports, Process process, Path output) {
        this.state = state;
        this.ports = ports;
        this.process = process;
        this.output = output;
    }

    static Path root() {
        return Path.of(System.getProperty("auralink.root", "../.."))
                .toAbsolutePath()
                .normalize();
    }

    /** Ports for one stack, by flag. */
    static Map<String, Integer> freePorts() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String flag : List.of("--web-port", "--signal-port", "--db-port", "--redis-port")) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.put(flag, socket.getLocalPort());
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        ports.put("--media-port", freeUdpPair());
        return ports;
    }

    private static int freeUdpPair() {
        while (true) {
            try (var first = new DatagramSocket();
                    var second = new DatagramSocket(null)) {
                second.bind(new InetSocketAddress(first.getLocalPort() + 1));
                return first.getLocalPort();
            } catch (SocketException | IllegalArgumentException e) {
                // The neighbour is taken; another pair will be free.
            }
        }
    }

    static LauncherProcess start(Path state, Map<String, Integer> ports, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                root().resolve("server-config/local/target/auralink-local.jar").toString(),
                "run",
                "--state-dir",
                state.toString(),
                "--media-loops",
                "2"));
        ports.forEach((flag, port) -> command.addAll(List.of(flag, port.toString())));
        command.addAll(List.of(more));
        try {
            Path output = Files.createTempFile("auralink-launcher", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new LauncherProcess(state, ports, process, output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    LauncherProcess awaitReady() {
        Eventually.happens("the launcher to announce that the stack is ready", START_LIMIT, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the launcher ended: " + shown());
            }
            return shown().contains("AuraLink is ready");
        });
        return this;
    }

    /** What it has printed so far. */
    String shown() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Exit code, after at most the limit. */
    int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The launcher still runs after " + limit.toSeconds() + " s: " + shown());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to stop as a service manager would, and waits until it has. */
    int terminate() {
        process.destroy();
        return awaitExit(Duration.ofSeconds(15));
    }

    String webUrl() {
        return "http://localhost:" + ports.get("--web-port");
    }

    String nodeUrl() {
        return "http://127.0.0.1:" + ports.get("--signal-port");
    }

    int mediaPort() {
        return ports.getOrDefault("--media-port", 0);
    }
}
