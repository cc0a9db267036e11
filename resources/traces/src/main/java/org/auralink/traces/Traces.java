package org.auralink.traces;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans and sends them to a collector (OTLP over HTTP); whoever asked a node tells by {@code traceparent} what they
 * belong to (W3C Trace Context, level 1). Without a collector nothing is made. No span carries a name, an address, an
 * identity or a token: rooms and participants are in them by their sids.
 */
public final class Traces implements AutoCloseable {
    /** None are made. */
    public static final Traces OFF = new Traces(OpenTelemetry.noop().getTracer("none"), null);

    /** The header, the claim of a token, and the field of an event that say what something belongs to. */
    public static final String TRACEPARENT = "traceparent";

    /** Spans that wait for a collector that is away or slow; more are dropped. A few hundred bytes each. */
    private static final int WAITING = 2048;

    /** How late a span comes to the collector at most. */
    private static final Duration DELAY = Duration.ofSeconds(1);

    /** For a collector to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For the last spans when the node stops. */
    private static final long GOODBYE_MILLIS = 500;

    private static final int MOST_ATTRIBUTES = 16;

    private static final TextMapGetter<String> ONE_HEADER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return TRACEPARENT.equals(key) ? traceparent : null;
        }
    };

    private final Tracer tracer;
    private final @Nullable SdkTracerProvider provider;

    private Traces(Tracer tracer, @Nullable SdkTracerProvider provider) {
        this.tracer = tracer;
        this.provider = provider;
    }

    /**
     * Sends spans from now on.
     *
     * @param service what sends them, as in {@code auralink-media-node}
     * @param instance which of those
     * @param endpoint of the collector, with the path; null for no spans
     * @param sampling which part of the traces that begin here is recorded, 0 to 1; one that began elsewhere is recorded
     *     when it is there
     */
    public static Traces start(
            String service, String version, String instance, @Nullable URI endpoint, double sampling) {
        if (endpoint == null) {
            return OFF;
        }
        ExportFailures.tellBriefly();
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setTimeout(PATIENCE)
                .build();
        var provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), service,
                        AttributeKey.stringKey("service.version"), version,
                        AttributeKey.stringKey("service.instance.id"), instance)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sampling)))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxNumberOfAttributes(MOST_ATTRIBUTES)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(WAITING)
                        .setScheduleDelay(DELAY)
                        .build())
                .build();
        return new Traces(provider.get(service), provider);
    }

    /** Whether spans are made at all. */
    public boolean enabled() {
        return provider != null;
    }

    /**
     * What somebody else's {@code traceparent} says; the root of a trace of our own when it says nothing usable.
     *
     * @param traceparent as the header has it, null for none
     */
    public static Context told(@Nullable String traceparent) {
        return traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, ONE_HEADER);
    }

    /** A span that answers somebody outside; whoever begins it ends it. */
    public Span answering(String name, Context parent) {
        return span(name, parent).setSpanKind(SpanKind.SERVER).startSpan();
    }

    /** A span to be begun. */
    public SpanBuilder span(String name, Context parent) {
        return tracer.spanBuilder(name).setParent(parent);
    }

    /** How others are told of a span, empty when it is not recorded. */
    public static String traceparent(Span span) {
        var context = span.getSpanContext();
        return context.isValid() && context.isSampled()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()
                : "";
    }

    /** Sends what waits, and waits for what becomes of it. */
    void flush() {
        if (provider != null) {
            provider.forceFlush().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Sends what waits, for half a second at most. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
            ExportFailures.tellAsBefore();
        }
    }
}
