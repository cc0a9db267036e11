package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The collector itself reads the file that ships, and lines of our programs. */
@EnabledIfSystemProperty(
        named = "auralink.collector",
        matches = "true",
        disabledReason = "a collector is built, which takes Go and a quarter of an hour: -Pcollector")
class CollectorIT {
    private static final Path FILE = MonitoringFiles.HOME.resolve("collector/collector.yaml");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final String OURS = """
            {"timestamp":"2026-11-29T12:00:00.123Z","level":"INFO","service":"media-node","message":"Room RM_7 opened",\
            "trace_id":"%s","span_id":"00f067aa0ba902b7","context":{"logger":"L","thread":"T"},\
            "metadata":{"instance_id":"ND_1","version":"0.1.0"}}""".formatted(TRACE);

    private static final String WITHOUT_TRACE = """
            {"timestamp":"2026-11-29T12:00:01.000Z","level":"WARN","service":"control-plane","message":"Wait",\
            "context":{"logger":"L","thread":"T"},"metadata":{"instance_id":"h-1","version":"0.1.0"}}""";

    private static final String SOMEBODY_ELSES = "{\"level\":\"room-4711\",\"service\":\"forged-service\"}";

    @TempDir
    private static Path directory;

    private static final Queue<Line> received = new ConcurrentLinkedQueue<>();
    private static String program;
    private static HttpServer store;
    private static Process collector;

    /** What a store of logs gets: labels, the text, and what belongs to this line alone. */
    private record Line(
            Map<String, String> labels,
            String text,
            String severity,
            long nanos,
            String trace,
            Map<String, String> own) {}

    @BeforeAll
    static void linesAreWrittenAndRead() throws IOException {
        program = GoTool.built("collector", ".");
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/otlp/v1/logs", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                    .isEqualTo("gzip");
            take(ExportLogsServiceRequest.parseFrom(new GZIPInputStream(exchange.getRequestBody())));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        store.start();
        Files.writeString(directory.resolve("node.log"), OURS + "\n" + SOMEBODY_ELSES + "\nstarting up\n");
        String docker = "{\"log\":%s,\"stream\":\"stdout\",\"attrs\":{\"com.docker.compose.project\":\"%s\","
                + "\"com.docker.compose.service\":\"%s\"},\"time\":\"2026-11-29T12:00:02Z\"}\n";
        int half = WITHOUT_TRACE.length() / 2;
        Files.writeString(
                directory.resolve("docker.log"),
                docker.formatted(quoted(WITHOUT_TRACE.substring(0, half)), "auralink", "control-plane-1")
                        + docker.formatted(quoted(WITHOUT_TRACE.substring(half) + "\n"), "auralink", "control-plane-1")
                        + docker.formatted(quoted("a stranger's\n"), "elsewhere", "web")
                        + docker.formatted(quoted("its own\n"), "auralink", "collector")
                        + docker.formatted(quoted("checkpoint complete\n"), "auralink", "postgresql"));
        Map<String, String> environment = settings();
        DeploymentTools.Result read =
                DeploymentTools.run(directory, environment, program, "validate", "--config=" + FILE);
        assertThat(read.code()).as(read.said()).isZero();
        var builder = new ProcessBuilder(program, "--config=" + FILE)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("collector.out").toFile());
        builder.environment().putAll(environment);
        collector = builder.start();
        Eventually.see("five lines", LIMIT, received::size, count -> count >= 5);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private static Map<String, String> settings() throws IOException {
        return Map.of(
                "AURALINK_LOGS",
                directory + "/*.log",
                "AURALINK_COLLECTOR_OTLP",
                "127.0.0.1:0",
                "AURALINK_COLLECTOR_STATE",
                Files.createDirectories(directory.resolve("state")).toString(),
                "AURALINK_LOGS_STORE",
                "http://127.0.0.1:" + store.getAddress().getPort() + "/otlp");
    }

    @AfterAll
    static void end() {
        if (collector != null) {
            collector.destroy();
            collector
                    .onExit()
                    .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                    .join();
        }
        if (store != null) {
            store.stop(0);
        }
    }

    private static void take(ExportLogsServiceRequest request) {
        request.getResourceLogsList()
                .forEach(resource -> resource.getScopeLogsList()
                        .forEach(scope -> scope.getLogRecordsList()
                                .forEach(record ->
                                        received.add(line(resource.getResource().getAttributesList(), record)))));
    }

    private static Line line(List<KeyValue> labels, LogRecord record) {
        return new Line(
                texts(labels),
                record.getBody().getStringValue(),
                record.getSeverityText(),
                record.getTimeUnixNano(),
                HexFormat.of().formatHex(record.getTraceId().toByteArray()),
                texts(record.getAttributesList()));
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        attribute -> attribute.getValue().hasStringValue()
                                ? attribute.getValue().getStringValue()
                                : attribute.getValue().toString(),
                        (one, other) -> other,
                        TreeMap::new));
    }

    private static Line saying(String text) {
        return received.stream()
                .filter(line -> line.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(text + " is not in " + received));
    }

    @Test
    void aLineIsItsMessageWithTwoLabelsAndTheRestBesideIt() {
        Line line = saying("Room RM_7 opened");
        assertThat(line.labels()).isEqualTo(Map.of("service.name", "auralink-media-node", "level", "INFO"));
        assertThat(line.severity()).isEqualTo("INFO");
        assertThat(line.nanos()).isEqualTo(1795953600123000000L);
        assertThat(line.trace()).isEqualTo(TRACE);
        assertThat(line.own()).containsKeys("context", "metadata", "trace_id", "span_id");
    }

    @Test
    void whatDockerCutsIsPutTogetherAndOtherContainersStayUnread() {
        Line line = saying("Wait");
        assertThat(line.labels()).isEqualTo(Map.of("service.name", "auralink-control-plane", "level", "WARN"));
        assertThat(line.trace()).isEmpty();
        assertThat(received).extracting(Line::text).doesNotContain("a stranger's", "its own");
        assertThat(saying("checkpoint complete").labels())
                .isEqualTo(Map.of("service.name", "auralink-other", "level", "UNKNOWN"));
    }

    /** However a line calls itself: labels have three and seven values. */
    @Test
    void nobodyMakesALabel() {
        assertThat(saying("starting up").labels())
                .isEqualTo(Map.of("service.name", "auralink-other", "level", "UNKNOWN"));
        assertThat(saying(SOMEBODY_ELSES).labels())
                .isEqualTo(Map.of("service.name", "auralink-other", "level", "UNKNOWN"));
        assertThat(received).hasSize(5);
    }
}
