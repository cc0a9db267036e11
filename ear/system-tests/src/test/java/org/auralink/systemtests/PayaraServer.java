package org.auralink.systemtests;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A domain of Payara Server, made, started and stopped by the operators' script, {@code server-config/payara/domain}. */
final class PayaraServer implements AutoCloseable {
    private static final Path SCRIPT = LauncherProcess.root().resolve("server-config/payara/domain");

    /**
     * Creating, starting and deploying take some 20 s each on two quiet cores, and creating starts and stops, too; five minutes
     * were too few beside several builds.
     */
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(10);

    private final Path home;
    private final Path domain;
    private final Path settings;
    private final int webPort;
    private final int adminHttpPort;
    private final int adminPort = freePort();

    /**
     * A domain that is not made yet.
     *
     * @param home where the distribution was unpacked
     * @param place an empty directory
     * @param adminHttpPort where health with its parts and metrics are
     * @param settings AuraLink's
     */
    PayaraServer(Path home, Path place, int webPort, int adminHttpPort, Map<String, String> settings) {
        this.home = home;
        this.domain = place.resolve("domain");
        this.settings = settingsFile(place, settings);
        this.webPort = webPort;
        this.adminHttpPort = adminHttpPort;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    private static Path settingsFile(Path place, Map<String, String> settings) {
        try {
            Path file = Files.createFile(
                    place.resolve("auralink.settings"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(
                    file,
                    settings.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                            .collect(Collectors.joining("", "# Of a test.\n\n", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without an application. */
    void create() {
        succeed(
                "create",
                "--web-port",
                "" + webPort,
                "--admin-port",
                "" + adminHttpPort,
                "--server-port",
                "" + adminPort);
    }

    /** The application is deployed and the web port open when this has returned. */
    void start(Path archive) {
        succeed("start", "--ear", archive.toString(), "--settings", settings.toString());
    }

    void stop() {
        succeed("stop");
    }

    /** What the script says, which is to fail. */
    String fail(String command, String... arguments) {
        Ended ended = run(command, arguments);
        if (ended.status == 0) {
            throw new AssertionError(command + " did not fail: " + ended.output);
        }
        return ended.output;
    }

    private void succeed(String command, String... arguments) {
        Ended ended = run(command, arguments);
        if (ended.status != 0) {
            throw new AssertionError(command + " failed: " + ended.output);
        }
    }

    private record Ended(int status, String output) {}

    private Ended run(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(SCRIPT.toString(), command));
        line.addAll(List.of("--payara", home.toString(), "--domain", domain.toString()));
        line.addAll(List.of("--java", System.getProperty("java.home")));
        line.addAll(List.of(arguments));
        try {
            // Not a pipe: the server that is started would hold it open.
            File output =
                    Files.createTempFile(domain.getParent(), command, ".log").toFile();
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            if (!process.waitFor(COMMAND_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end: " + Files.readString(output.toPath()));
            }
            return new Ended(process.exitValue(), Files.readString(output.toPath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Addresses that the server's process accepts connections at. */
    List<InetSocketAddress> listening() {
        return ListeningSockets.of(process().orElseThrow().pid());
    }

    int adminPort() {
        return adminPort;
    }

    Path domain() {
        return domain;
    }

    Path log() {
        return domain.resolve("auralink/logs/server.log");
    }

    private java.util.Optional<ProcessHandle> process() {
        try {
            return ProcessHandle.of(Long.parseLong(
                    Files.readString(domain.resolve("auralink/config/pid")).strip()));
        } catch (IOException e) {
            return java.util.Optional.empty();
        }
    }

    /** At once: what the test needed to know of it is known. */
    @Override
    public void close() {
        process().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        });
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
