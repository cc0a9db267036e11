package org.auralink.systemtests;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.auralink.local.PartCommand;

/** One run of the launcher, on ports that were free a moment ago. Whatever a test does, it ends with the tests' JVM. */
final class LauncherProcess {
    /** A cold start on two busy cores takes half of this. */
    static final Duration START_LIMIT = Duration.ofMinutes(4);

    /** By which each further media node has its ports higher. */
    private static final int STEP = 10;

    /** Of the launcher's JVM, as the script has them. */
    private static final List<String> OPTIONS = List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    final Path state;
    final Map<String, Integer> ports;
    /** The account that operates each stack, once somebody signs up with it. */
    static final String OPERATOR = "operator@example.org";

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

    /** Ports for one stack, by flag; with {@code --nodes 2} and {@code --instances 2} those of the second are free too. */
    static Map<String, Integer> freePorts() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String flag : List.of(
                    "--web-port",
                    "--admin-port",
                    "--grid-port",
                    "--signal-port",
                    "--signal-tls-port",
                    "--db-port",
                    "--redis-port",
                    "--media-tcp-port",
                    "--node-metrics-port")) {
                ports.put(flag, freeTcp(held));
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        ports.put("--media-port", freeUdp());
        return ports;
    }

    /** Where both it and the one a step higher are free. */
    private static int freeTcp(List<ServerSocket> held) throws IOException {
        while (true) {
            var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            try {
                held.add(new ServerSocket(socket.getLocalPort() + STEP, 1, InetAddress.getLoopbackAddress()));
                return socket.getLocalPort();
            } catch (IOException | IllegalArgumentException e) {
                // The other is taken; another pair will be free.
            }
        }
    }

    private static int freeUdp() {
        while (true) {
            try (var first = new DatagramSocket();
                    var second = new DatagramSocket(null);
                    var third = new DatagramSocket(null);
                    var fourth = new DatagramSocket(null)) {
                second.bind(new InetSocketAddress(first.getLocalPort() + 1));
                third.bind(new InetSocketAddress(first.getLocalPort() + STEP));
                fourth.bind(new InetSocketAddress(first.getLocalPort() + STEP + 1));
                return first.getLocalPort();
            } catch (SocketException | IllegalArgumentException e) {
                // A neighbour is taken; others will be free.
            }
        }
    }

    /** The launcher's jar as the script would start it, without what it is to do. */
    static List<String> launcher() {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(OPTIONS);
        command.addAll(List.of(
                "-jar",
                root().resolve("server-config/local/target/auralink-local.jar").toString()));
        return command;
    }

    /** Starts all of it. */
    static LauncherProcess start(Path state, Map<String, Integer> ports, String... more) {
        return start(state, ports, Map.of(), more);
    }

    /** @param environment what its parts inherit besides */
    static LauncherProcess start(
            Path state, Map<String, Integer> ports, Map<String, String> environment, String... more) {
        List<String> command = launcher();
        command.addAll(List.of("run", "--state-dir", state.toString(), "--media-loops", "2"));
        ports.forEach((flag, port) -> command.addAll(List.of(flag, port.toString())));
        command.addAll(List.of(more));
        var launcher = new ProcessBuilder(command);
        // All tests sign up from one address; every other limit holds as it does for everybody.
        launcher.environment().put("AURALINK_LIMIT_SIGNUP_ADDRESS", "10000/1h");
        launcher.environment().put("AURALINK_LIMIT_MAIL_ADDRESS", "10000/1h");
        launcher.environment().put("AURALINK_LIMIT_VERIFY_ADDRESS", "10000/1h");
        launcher.environment().put("AURALINK_AUTH_ANONYMOUS", "true");
        launcher.environment().put("AURALINK_OAUTH_ENABLED", "true");
        launcher.environment().put("AURALINK_AUTH_REDIRECT_URLS", "https://app.example.test/**");
        // Receivers of webhooks are the tests' own.
        launcher.environment().put("AURALINK_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.1");
        launcher.environment().put("AURALINK_OPERATOR_ACCOUNTS", OPERATOR);
        launcher.environment().putAll(environment);
        return start(state, ports, launcher);
    }

    /** Starts it by another command, which is told of the state directory and the ports. */
    static LauncherProcess start(Path state, Map<String, Integer> ports, ProcessBuilder command) {
        try {
            Path outputs = Files.createDirectories(root().resolve("ear/system-tests/target/launcher"));
            Path output = Files.createTempFile(outputs, "run", ".log");
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            var started = new LauncherProcess(state, ports, process, output);
            // A failed assertion would leave a whole stack running.
            Runtime.getRuntime().addShutdownHook(new Thread(started::terminate));
            return started;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    LauncherProcess awaitReady() {
        Eventually.happens(
                "the launcher to announce that the stack is ready", START_LIMIT, () -> isReady() || !process.isAlive());
        if (!isReady()) {
            throw new AssertionError("The launcher ended before the stack was ready: " + shown());
        }
        return this;
    }

    private boolean isReady() {
        return shown().contains("AuraLink is ready");
    }

    /** Processes of its parts, as it recorded them. */
    List<Long> children() {
        Path records = state.resolve("parts");
        if (!Files.isDirectory(records)) {
            return List.of();
        }
        try (var files = Files.list(records)) {
            List<Long> pids = new ArrayList<>();
            for (Path file : (Iterable<Path>) files::iterator) {
                try {
                    pids.add(Long.parseLong(Files.readString(file).split(" ")[0]));
                } catch (NoSuchFileException e) {
                    // It has ended meanwhile.
                }
            }
            return pids;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether there is such a process, and more of it than an exit code that nobody has fetched. */
    static boolean runs(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    /** The process of a running part. */
    long pid(String part) {
        String status = PartCommand.send(state, "status");
        return status.lines()
                .filter(line -> line.startsWith(part + " running "))
                .map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(part + " does not run: " + status));
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

    /** Ctrl-C: what the terminal sends to the whole process group, of which this must be the leader. */
    int interrupt() {
        try {
            new ProcessBuilder("sh", "-c", "kill -s INT -- -" + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
