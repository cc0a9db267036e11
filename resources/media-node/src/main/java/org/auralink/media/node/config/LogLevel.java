package org.auralink.media.node.config;

import java.util.Locale;

/** {@code logging.level}. */
public enum LogLevel {
    DEBUG(java.util.logging.Level.FINE),
    INFO(java.util.logging.Level.INFO),
    WARN(java.util.logging.Level.WARNING),
    ERROR(java.util.logging.Level.SEVERE);

    private final java.util.logging.Level level;

    LogLevel(java.util.logging.Level level) {
        this.level = level;
    }

    /** The level in the words of {@code java.util.logging}. */
    public java.util.logging.Level level() {
        return level;
    }

    static LogLevel read(Section logging) {
        String text = logging.text("level", "info", "debug, info, warn or error");
        try {
            return valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            logging.refuse("level", "expected debug, info, warn or error");
            return INFO;
        }
    }
}
