package org.auralink.media.node;

import com.google.gson.stream.JsonWriter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * For programs: one JSON object and a line feed for each record, with the fields of docs/operating/logs.md, which are the
 * control plane's too.
 */
final class JsonLines extends Formatter {
    /** RFC 3339 in UTC, always with three digits of milliseconds, so that lines sort by time as text. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final String SERVICE = "media-node";
    private static final String VERSION = Version.product();

    /** Chosen while the node starts, when lines are written already. */
    private static volatile String node = "";

    /** From now on lines say which node they are of, by the name that its metrics have. */
    static void nodeIs(String id) {
        node = id;
    }

    @Override
    public String format(LogRecord record) {
        var line = new StringWriter(256);
        try (var json = new JsonWriter(line)) {
            json.beginObject();
            json.name("timestamp").value(TIME.format(record.getInstant()));
            json.name("level").value(level(record.getLevel()));
            json.name("service").value(SERVICE);
            json.name("message").value(formatMessage(record));
            SpanContext span = Span.current().getSpanContext();
            if (span.isValid()) {
                json.name("trace_id").value(span.getTraceId());
                json.name("span_id").value(span.getSpanId());
            }
            if (record.getThrown() != null) {
                json.name("stack_trace").value(stack(record.getThrown()));
            }
            json.name("context").beginObject();
            json.name("logger").value(record.getLoggerName());
            json.name("thread").value(Thread.currentThread().getName());
            json.endObject();
            json.name("metadata").beginObject();
            json.name("instance_id").value(node);
            json.name("version").value(VERSION);
            json.endObject();
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString();
    }

    /** In the words of most logs. */
    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return value >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    private static String stack(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
