package org.auralink.systemtests;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A collector of traces, as OTLP over HTTP wants one (OpenTelemetry protocol 1, section "OTLP/HTTP"). */
final class SpanReceiver {
    private final HttpServer server;
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();

    /**
     * One span.
     *
     * @param parent empty for the first of its trace
     */
    record Received(
            String service, String trace, String id, String parent, String name, boolean failed, List<String> texts) {}

    SpanReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                    .getResourceSpansList()
                    .forEach(this::take);
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private void take(ResourceSpans spans) {
        String service = spans.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
        spans.getScopeSpansList()
                .forEach(scope -> scope.getSpansList().forEach(span -> received.add(read(service, span))));
    }

    private static Received read(String service, Span span) {
        HexFormat hex = HexFormat.of();
        return new Received(
                service,
                hex.formatHex(span.getTraceId().toByteArray()),
                hex.formatHex(span.getSpanId().toByteArray()),
                hex.formatHex(span.getParentSpanId().toByteArray()),
                span.getName(),
                span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
                span.getAttributesList().stream().map(KeyValue::toString).toList());
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    List<Received> all() {
        return List.copyOf(received);
    }

    List<Received> of(String trace) {
        return received.stream().filter(span -> span.trace().equals(trace)).toList();
    }
}
