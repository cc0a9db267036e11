package org.auralink.systemtests;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.auralink.systemtests.SpanReceiver.Received;

/** Jaeger itself, of src/test/jaeger, with the file that ships, on loopback; and what it answers to who looks for traces. */
final class Jaeger implements AutoCloseable {
    static final Path FILE = MonitoringFiles.HOME.resolve("jaeger/jaeger.yaml");

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int otlp = freePort();
    private final int query = freePort();
    private final Process process;

    /**
     * @param directory for what it says
     * @param environment what it is told besides where to listen
     */
    Jaeger(Path directory, Map<String, String> environment) {
        Path log = directory.resolve("jaeger.log");
        try {
            var builder = new ProcessBuilder(program(), "--config=" + FILE)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            builder.environment().put("AURALINK_JAEGER_OTLP", "127.0.0.1:" + otlp);
            builder.environment().put("AURALINK_JAEGER_QUERY", "127.0.0.1:" + query);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Eventually.see("Jaeger to answer, which says " + log, START, this::services, List::isEmpty);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String program() {
        return GoTool.built("jaeger", "github.com/jaegertracing/jaeger/cmd/jaeger");
    }

    /** What it says of a file that it is not to use. */
    static DeploymentTools.Result validates(Path file) {
        return DeploymentTools.run(file.getParent(), Map.of(), program(), "validate", "--config=" + file);
    }

    /** Where it takes spans, with the path. */
    String endpoint() {
        return "http://127.0.0.1:" + otlp + "/v1/traces";
    }

    /** Names of those that sent it anything. */
    List<String> services() {
        return strings(asked("/api/services").get("data"));
    }

    /** Names of what a service does, of which spans were sent. */
    List<String> operations(String service) {
        return strings(asked("/api/services/" + service + "/operations").get("data"));
    }

    private static List<String> strings(JsonElement list) {
        return list.isJsonNull()
                ? List.of()
                : list.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .toList();
    }

    /**
     * Traces in which a service did something, each whole, as the page of Jaeger and Grafana look for them.
     *
     * @param tags what a span of it has, in JSON; all have {@code {}}
     */
    List<List<Received>> find(String service, String operation, String tags) {
        return traces("/api/traces?limit=20&service=" + service + "&operation=" + encoded(operation) + "&tags="
                + encoded(tags));
    }

    /** All spans that it has of a trace; none when it has forgotten it. */
    List<Received> trace(String id) {
        return traces("/api/traces/" + id).stream().flatMap(List::stream).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<List<Received>> traces(String path) {
        List<List<Received>> traces = new ArrayList<>();
        JsonElement data = asked(path).get("data");
        for (JsonElement trace : data == null || data.isJsonNull() ? new JsonArray() : data.getAsJsonArray()) {
            JsonObject processes = trace.getAsJsonObject().getAsJsonObject("processes");
            traces.add(StreamSupport.stream(
                            trace.getAsJsonObject().getAsJsonArray("spans").spliterator(), false)
                    .map(span -> read(span.getAsJsonObject(), processes))
                    .toList());
        }
        return traces;
    }

    private static Received read(JsonObject span, JsonObject processes) {
        List<JsonObject> tags = objects(span, "tags");
        return new Received(
                processes
                        .getAsJsonObject(span.get("processID").getAsString())
                        .get("serviceName")
                        .getAsString(),
                span.get("traceID").getAsString(),
                span.get("spanID").getAsString(),
                objects(span, "references").stream()
                        .filter(reference ->
                                reference.get("refType").getAsString().equals("CHILD_OF"))
                        .map(reference -> reference.get("spanID").getAsString())
                        .findFirst()
                        .orElse(""),
                span.get("operationName").getAsString(),
                tags.stream()
                        .anyMatch(tag -> tag.get("key").getAsString().equals("error")
                                && tag.get("value").getAsString().equals("true")),
                tags.stream().map(JsonObject::toString).toList());
    }

    private static List<JsonObject> objects(JsonObject of, String key) {
        JsonArray list = of.getAsJsonArray(key);
        return list == null
                ? List.of()
                : list.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    /** A trace as it was sent, in OTLP's JSON: what {@link #take} takes again. */
    String sent(String id) {
        JsonObject trace = asked("/api/v3/traces/" + id).getAsJsonObject("result");
        return trace.getAsJsonArray("resourceSpans").toString();
    }

    /** Sends it spans, and waits until they are kept. */
    void take(List<String> resourceSpans) {
        String body = "{\"resourceSpans\":["
                + String.join(
                        ",",
                        resourceSpans.stream()
                                .map(list -> list.substring(1, list.length() - 1))
                                .toList())
                + "]}";
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(endpoint()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() != 200) {
            throw new AssertionError("Jaeger refused spans with " + answer.statusCode() + ": " + answer.body());
        }
    }

    private JsonObject asked(String path) {
        return JsonParser.parseString(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + query + path)))
                        .body())
                .getAsJsonObject();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Bytes of memory that it has, and the most that it ever had. */
    long mostMemory() {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
