package org.auralink.shared.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.auralink.shared.web.ErrorCode;
import org.auralink.shared.web.RequestTrace;

/**
 * One JSON object and a line feed for each record, with the fields of docs/operating/logs.md, which are the media node's too.
 * Who asked is not among them: a trace leads to a request and no further.
 */
final class JsonLines extends Formatter {
    private static final JsonFactory JSON = new JsonFactory();

    /** RFC 3339 in UTC, always with three digits of milliseconds, so that lines sort by time as text. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final String SERVICE = "control-plane";

    private final String instance;
    private final String version;
    private final Supplier<Optional<RequestTrace>> trace;

    /**
     * @param instance this server's name among the others
     * @param trace of the request that the calling thread answers
     */
    JsonLines(String instance, String version, Supplier<Optional<RequestTrace>> trace) {
        this.instance = instance;
        this.version = version;
        this.trace = trace;
    }

    @Override
    public String format(LogRecord record) {
        var line = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("timestamp", TIME.format(record.getInstant()));
            json.writeStringField("level", level(record.getLevel()));
            json.writeStringField("service", SERVICE);
            json.writeStringField("message", Objects.requireNonNullElse(formatMessage(record), ""));
            Optional<RequestTrace> request = trace.get();
            if (request.isPresent()) {
                json.writeStringField("trace_id", request.get().traceId());
                json.writeStringField("span_id", request.get().spanId());
                json.writeStringField("request_id", request.get().requestId());
            }
            if (code(record) instanceof ErrorCode code) {
                json.writeStringField("error_code", code.word());
            }
            if (record.getThrown() != null) {
                json.writeStringField("stack_trace", stack(record.getThrown()));
            }
            json.writeObjectFieldStart("context");
            json.writeStringField("logger", Objects.requireNonNullElse(record.getLoggerName(), ""));
            json.writeStringField("thread", Thread.currentThread().getName());
            json.writeEndObject();
            json.writeObjectFieldStart("metadata");
            json.writeStringField("instance_id", instance);
            json.writeStringField("version", version);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString();
    }

    private static Object code(LogRecord record) {
        Object[] parameters = record.getParameters();
        return parameters == null || parameters.length == 0 ? "" : parameters[parameters.length - 1];
    }

    /** In the words of most logs; above SEVERE the server has levels of its own. */
    static String level(Level level) {
        int value = level.intValue();
        if (value > Level.SEVERE.intValue()) {
            return "FATAL";
        }
        if (value == Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN";
        }
        if (value >= Level.INFO.intValue()) {
            return "INFO";
        }
        return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    private static String stack(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
