package org.auralink.traces;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of spans that do not reach the collector. OpenTelemetry's exporter writes each failure as an error with its
 * stack, several times a minute for as long as the collector is away; a line a minute says as much, and nobody is to be woken
 * for it.
 */
final class ExportFailures implements Filter {
    /** Held, because java.util.logging forgets the filter of a logger that nobody holds. */
    private static final Logger EXPORTER = Logger.getLogger("io.opentelemetry.exporter.otlp.internal.HttpExporter");

    private static final Duration APART = Duration.ofMinutes(1);

    private @Nullable Instant last;

    /** From now on. */
    static void tellBriefly() {
        EXPORTER.setFilter(new ExportFailures());
    }

    /** The logger is the whole server's, and would hold on to an application that is gone. */
    static void tellAsBefore() {
        EXPORTER.setFilter(null);
    }

    /** Also of failures without an exception, such as an answer of 503. */
    @Override
    public synchronized boolean isLoggable(LogRecord record) {
        Instant now = record.getInstant();
        if (last != null && now.isBefore(last.plus(APART))) {
            return false;
        }
        last = now;
        Throwable thrown = record.getThrown();
        record.setMessage("Spans do not reach their collector and are dropped: "
                + (thrown == null ? record.getMessage() : unwrapped(thrown)));
        record.setThrown(null);
        record.setLevel(Level.WARNING);
        return true;
    }

    /** What the sender met, without what it was carried in from thread to thread. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable met = thrown;
        while ((met instanceof CompletionException || met instanceof UncheckedIOException) && met.getCause() != null) {
            met = met.getCause();
        }
        return met;
    }
}
