package org.auralink.media.node.metrics;

import java.util.Arrays;
import java.util.Locale;

/** Builds Prometheus' text exposition format (version 0.0.4). */
public final class MetricsText {
    private final StringBuilder text = new StringBuilder(4096);
    private final String constantLabels;
    private String name = "";

    /** @param nodeId becomes the label {@code node_id} of every sample */
    public MetricsText(String nodeId) {
        this.constantLabels = "node_id=\"" + escape(nodeId) + "\",node_type=\"SERVER\"";
    }

    /** Starts a counter; its samples follow. */
    public MetricsText counter(String metric, String help) {
        return start(metric, "counter", help);
    }

    /** Starts a gauge; its samples follow. */
    public MetricsText gauge(String metric, String help) {
        return start(metric, "gauge", help);
    }

    /** Starts a histogram; its distributions follow. */
    public MetricsText histogram(String metric, String help) {
        return start(metric, "histogram", help);
    }

    /** What was observed, of the histogram started last. */
    public MetricsText distribution(Histogram histogram, String... labels) {
        String metric = name;
        String[] labelled = Arrays.copyOf(labels, labels.length + 2);
        labelled[labels.length] = "le";
        double[] bounds = histogram.bounds();
        long[] counts = histogram.counts();
        long below = 0;
        name = metric + "_bucket";
        for (int i = 0; i < counts.length; i++) {
            below += counts[i];
            labelled[labels.length + 1] = i < bounds.length ? number(bounds[i]) : "+Inf";
            sample(below, labelled);
        }
        name = metric + "_sum";
        sample(histogram.sum(), labels);
        name = metric + "_count";
        sample(below, labels);
        name = metric;
        return this;
    }

    /** One sample of the metric started last; {@code labels} are names and values in turn. */
    public MetricsText sample(double value, String... labels) {
        text.append(name).append('{').append(constantLabels);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(',')
                    .append(labels[i])
                    .append("=\"")
                    .append(escape(labels[i + 1]))
                    .append('"');
        }
        text.append("} ");
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        text.append(whole ? number(value) : String.format(Locale.ROOT, "%.6f", value));
        text.append('\n');
        return this;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private MetricsText start(String metric, String type, String help) {
        name = metric;
        text.append("# HELP ").append(metric).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(metric).append(' ').append(type).append('\n');
        return this;
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
