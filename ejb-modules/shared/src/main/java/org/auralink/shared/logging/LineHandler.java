package org.auralink.shared.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Writes each record whole and at once, by the thread that logs: its request is known to no other. */
final class LineHandler extends Handler {
    private final OutputStream out;

    LineHandler(OutputStream out, Formatter lines) {
        this.out = out;
        setFormatter(lines);
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        try {
            byte[] line = getFormatter().format(record).getBytes(StandardCharsets.UTF_8);
            synchronized (out) {
                out.write(line);
            }
        } catch (IOException | RuntimeException e) {
            reportError(null, e instanceof IOException io ? io : new IOException(e), ErrorManager.WRITE_FAILURE);
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    /** The process's output stays open: others write to it. */
    @Override
    public void close() {
        // Nothing is held.
    }
}
