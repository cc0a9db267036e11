package org.auralink.systemtests;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Prometheus and Alertmanager, Debian's, with the files that ship: only addresses are other ones, and everything that is
 * waited for is waited for a second or two, so that a test sees it happen.
 */
final class Monitoring implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<Process> processes = new ArrayList<>();
    private final Map<String, Set<String>> told = new ConcurrentHashMap<>();
    private final HttpServer receivers;
    private final int port;

    private Monitoring(Path work, int controlPlane, int node) throws IOException {
        receivers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receivers.createContext("/", exchange -> {
            String receiver = exchange.getRequestURI().getPath().substring(1);
            JsonArray alerts = JsonParser.parseString(
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject()
                    .getAsJsonArray("alerts");
            alerts.forEach(alert -> heard(receiver, alert.getAsJsonObject()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receivers.start();
        port = freePort();
        int alertmanager = freePort();
        Files.createDirectories(work.resolve("rules"));
        for (Path rules : MonitoringFiles.in("prometheus/rules", ".yml")) {
            write(
                    work.resolve("rules").resolve(rules.getFileName()),
                    MonitoringFiles.read(rules).replaceAll("(?m)^( +for:) .*$", "$1 2s"));
        }
        write(
                work.resolve("prometheus.yml"),
                MonitoringFiles.read(MonitoringFiles.HOME.resolve("prometheus/prometheus.yml"))
                        .replace("15s", "1s")
                        .replace("127.0.0.1:8081", "127.0.0.1:" + controlPlane)
                        .replace("127.0.0.1:6789", "127.0.0.1:" + node)
                        .replace("127.0.0.1:9093", "127.0.0.1:" + alertmanager));
        write(
                work.resolve("alertmanager.yml"),
                MonitoringFiles.read(MonitoringFiles.HOME.resolve("alertmanager/alertmanager.yml"))
                        .replaceAll("(group_wait|group_interval): .*", "$1: 1s")
                        .replace(
                                "127.0.0.1:9095",
                                "127.0.0.1:" + receivers.getAddress().getPort()));
        start(
                work,
                "prometheus-alertmanager",
                "--config.file=" + work.resolve("alertmanager.yml"),
                "--storage.path=" + work.resolve("alerts"),
                "--web.listen-address=127.0.0.1:" + alertmanager,
                // Else it opens a port for others of its kind.
                "--cluster.listen-address=");
        start(
                work,
                "prometheus",
                "--config.file=" + work.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + work.resolve("figures"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn");
    }

    /** Starts both beside the shared stack and waits until Prometheus has read control plane and node. */
    static Monitoring of(Path work, LauncherProcess stack) {
        try {
            var started = new Monitoring(
                    work,
                    stack.ports.getOrDefault("--admin-port", 0),
                    stack.ports.getOrDefault("--node-metrics-port", 0));
            Eventually.happens(
                    "both programs to be read",
                    START,
                    () -> started.values("up == 1").size() == 2);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a question answers now, by its labels; without what is no number. */
    Map<String, Double> values(String question) {
        JsonObject answer = ask("/api/v1/query?query=" + URLEncoder.encode(question, StandardCharsets.UTF_8));
        return answer.getAsJsonObject("data").getAsJsonArray("result").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(sample -> !value(sample).equals("NaN"))
                .collect(Collectors.toMap(
                        sample -> sample.get("metric").toString(), sample -> Double.valueOf(value(sample))));
    }

    /** Names of all that Prometheus has. */
    Set<String> names() {
        return ask("/api/v1/label/__name__/values").getAsJsonArray("data").asList().stream()
                .map(JsonElement::getAsString)
                .collect(Collectors.toSet());
    }

    /** Rules that could not be evaluated, with the reason. */
    List<String> brokenRules() {
        return ask("/api/v1/rules").getAsJsonObject("data").getAsJsonArray("groups").asList().stream()
                .flatMap(group -> group.getAsJsonObject().getAsJsonArray("rules").asList().stream())
                .map(JsonElement::getAsJsonObject)
                .filter(rule -> !rule.get("health").getAsString().equals("ok"))
                .map(rule -> rule.get("name").getAsString() + ": " + rule.get("lastError"))
                .toList();
    }

    /** The alerts that came to a receiver, with what they are about: {@code DependencyDown postgresql}. */
    Set<String> toldTo(String receiver) {
        return told.getOrDefault(receiver, Set.of());
    }

    private void heard(String receiver, JsonObject alert) {
        JsonObject labels = alert.getAsJsonObject("labels");
        JsonElement about = labels.has("dependency") ? labels.get("dependency") : labels.get("job");
        told.computeIfAbsent(receiver, name -> ConcurrentHashMap.newKeySet())
                .add(labels.get("alertname").getAsString() + " " + (about == null ? "" : about.getAsString()));
    }

    private static String value(JsonObject sample) {
        return sample.getAsJsonArray("value").get(1).getAsString();
    }

    private JsonObject ask(String path) {
        try {
            return JsonParser.parseString(HTTP.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                            .timeout(Duration.ofSeconds(20))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void start(Path work, String... command) throws IOException {
        Path log = work.resolve(command[0] + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            processes.add(process);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        } catch (IOException e) {
            throw new AssertionError(command[0] + " is missing; ./auralink test installs it", e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        receivers.stop(0);
        processes.forEach(Process::destroy);
        try {
            for (Process process : processes) {
                process.waitFor(20, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
