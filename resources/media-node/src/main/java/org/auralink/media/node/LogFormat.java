package org.auralink.media.node;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.auralink.media.node.config.LogConfig;

/** For people: one line per record, with time, level, thread, class, message; a stack trace follows when there is one. */
final class LogFormat extends Formatter {
    /** Held, because java.util.logging forgets the level of a logger nobody holds. */
    private static final Logger OURS = Logger.getLogger("org.auralink");

    /** Sets up the process's logging. The libraries' loggers stay at warnings, ours follow the configuration. */
    static void install(LogConfig config) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        var console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        console.setFormatter(config.json() ? new JsonLines() : new LogFormat());
        root.addHandler(console);
        root.setLevel(Level.WARNING);
        OURS.setLevel(config.level().level());
    }

    @Override
    public String format(LogRecord record) {
        String name = record.getLoggerName() == null ? "" : record.getLoggerName();
        var text = new StringBuilder(160)
                .append(record.getInstant())
                .append(' ')
                .append(record.getLevel().getName())
                .append(" [")
                .append(Thread.currentThread().getName())
                .append("] ")
                .append(name.substring(name.lastIndexOf('.') + 1))
                .append(": ")
                .append(formatMessage(record))
                .append('\n');
        if (record.getThrown() != null) {
            var trace = new StringWriter();
            record.getThrown().printStackTrace(new PrintWriter(trace));
            text.append(trace);
        }
        return text.toString();
    }
}
