package org.auralink.shared.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * All metrics of this server: what a capability counts is made here once, in a static field of a class of its own that is
 * loaded at deployment, so that everything reads 0 from the start. Each stands in docs/operating/metrics.md; a test compares.
 * Labels have values from a list, never ids, names or addresses of people. Why not those of MicroProfile:
 * docs/adr/0015-metrics.md.
 */
public final class Metrics {
    /** From a cached answer to one that waited for a dependency until its deadline. */
    public static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    /** Text format 0.0.4, which every Prometheus reads. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final PrometheusRegistry ALL = new PrometheusRegistry();
    private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

    static {
        JvmMetrics.builder().register(ALL);
    }

    private Metrics() {}

    /** @param name without the ending {@code _total}, which is added */
    public static Counter counter(String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(ALL);
    }

    /** @param bounds upper ends of the buckets, rising */
    public static Histogram histogram(String name, String help, double[] bounds, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(bounds)
                .labelNames(labels)
                .withoutExemplars()
                .register(ALL);
    }

    /** @param value read at each scrape, so it must not wait for anybody; NaN when it is not known */
    public static void gauge(String name, String help, DoubleSupplier value) {
        gauges(name, help, samples -> samples.call(value.getAsDouble()));
    }

    /** @param values read at each scrape, so they must not wait for anybody */
    public static void gauges(String name, String help, Consumer<GaugeWithCallback.Callback> values, String... labels) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(values)
                .register(ALL);
    }

    /** What is counted elsewhere; the values never fall. */
    public static void counts(
            String name, String help, Consumer<CounterWithCallback.Callback> values, String... labels) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(values)
                .register(ALL);
    }

    /** Everything there is now, as Prometheus reads it. */
    public static byte[] page() {
        try (var page = new ByteArrayOutputStream(16_384)) {
            WRITER.write(page, ALL.scrape());
            return page.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
