package org.auralink.systemtests.sfu;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.auralink.jdks.InstalledJdks;
import org.auralink.jdks.Jdk;

/** A media node by itself, as its jar is started anywhere: {@code java -jar media-node.jar --config node.yaml}. */
final class NodeProcess implements CallServer {
    /** Starting and rehearsing take some eight seconds of a processor, of which others want their share. */
    private static final Duration START = Duration.ofSeconds(120);

    /** One compiler tier and one collector without helpers: a node of tests lives for a minute or two. */
    private static final List<String> SHORT_LIVED = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Pattern READY = Pattern.compile("is ready on port (\\d+)");
    private static final Pattern METRICS = Pattern.compile("Metrics are served on port (\\d+)");
    private static final Pattern UDP = Pattern.compile("auralink_transports\\{[^}]*port=\"(\\d+)\"");

    private final Process process;
    private final String host;
    private final int port;
    private final int metricsPort;

    private NodeProcess(Process process, String host, int port, int metricsPort) {
        this.process = process;
        this.host = host;
        this.port = port;
        this.metricsPort = metricsPort;
    }

    /**
     * One for clients on this machine, which is ready without having held a call, so that the first to join wait for that, and
     * sends cameras to sleep sooner than others do.
     */
    static NodeProcess start() throws IOException {
        return start("127.0.0.1", """
                port: 0
                rtc: {udp_port: 0}
                keys: {devkey: secret}
                development: true
                node: {rehearsal: false}
                video: {dynacast_pause_delay: 1s}
                prometheus: {port: 0}
                aic: {enabled: false, compression: {target_reduction_percent: 60}}
                """);
    }

    /**
     * Starts one with another configuration.
     *
     * @param host where its signalling is reached
     */
    static NodeProcess start(String host, String yaml) throws IOException {
        return start(host, yaml, Jdk.own().program(), SHORT_LIVED);
    }

    /** With the Java and the options that {@code ./auralink run} starts one with. */
    static NodeProcess startAsLaunched(String host, String yaml) throws IOException {
        Jdk jdk = InstalledJdks.ofThisMachine(System.getenv()).newest();
        List<String> options = new ArrayList<>(jdk.options(192));
        options.add("-Xms16m");
        return start(host, yaml, jdk.program(), options);
    }

    private static NodeProcess start(String host, String yaml, String java, List<String> options) throws IOException {
        Path directory = Files.createTempDirectory("sfu");
        Path config = directory.resolve("node.yaml");
        Files.writeString(config, yaml);
        Path log = directory.resolve("node.log");
        Path jar = root().resolve("resources/media-node/target/media-node.jar");
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString(), "--config", config.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            String said = Files.readString(log);
            Matcher ready = READY.matcher(said);
            Matcher metrics = METRICS.matcher(said);
            if (ready.find() && metrics.find()) {
                return new NodeProcess(
                        process, host, Integer.parseInt(ready.group(1)), Integer.parseInt(metrics.group(1)));
            }
            LockSupport.parkNanos(50_000_000);
        }
        process.destroyForcibly();
        throw new AssertionError("the node did not start:\n" + Files.readString(log));
    }

    /** The address that a node advertises when nothing else is configured. */
    static InetAddress ownAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(ip -> ip.getAddress().length == 4 && !ip.isLoopbackAddress() && !ip.isLinkLocalAddress())
                .findFirst()
                .orElse(InetAddress.getLoopbackAddress());
    }

    /** A TCP port that is free at this address at present. */
    static int freePort(String host) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
    }

    static Path root() {
        return Path.of(System.getProperty("auralink.root", "../.."))
                .toAbsolutePath()
                .normalize();
    }

    String url() {
        return "http://" + host + ":" + port;
    }

    @Override
    public String webSocketUrl() {
        return "ws://" + host + ":" + port;
    }

    String metrics() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metricsPort + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }

    @Override
    public List<Integer> udpPorts() throws IOException, InterruptedException {
        return UDP.matcher(metrics())
                .results()
                .map(result -> Integer.parseInt(result.group(1)))
                .collect(Collectors.toList());
    }

    /** Sends SIGTERM and waits; returns how long it took. */
    Duration terminate() throws InterruptedException {
        long start = System.nanoTime();
        process.destroy();
        if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the node did not end");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
