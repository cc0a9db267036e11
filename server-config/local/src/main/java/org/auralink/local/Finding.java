package org.auralink.local;

import java.util.Locale;

/**
 * What {@code ./auralink doctor} found about one thing.
 *
 * @param about what was looked at
 * @param what a sentence
 * @param change what to do about it, empty when it is fine
 */
record Finding(Level level, String about, String what, String change) {
    /** How bad it is; the worst decides the exit code. */
    enum Level {
        OK,
        WARNING,
        FAILURE
    }

    static Finding fine(String about, String what) {
        return new Finding(Level.OK, about, what, "");
    }

    static Finding warning(String about, String what, String change) {
        return new Finding(Level.WARNING, about, what, change);
    }

    static Finding failure(String about, String what, String change) {
        return new Finding(Level.FAILURE, about, what, change);
    }

    /** An object of JSON. */
    String json() {
        return "{\"level\":" + quoted(level.name().toLowerCase(Locale.ROOT)) + ",\"about\":" + quoted(about)
                + ",\"what\":" + quoted(what) + ",\"change\":" + quoted(change) + "}";
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(letter -> {
            if (letter == '"' || letter == '\\') {
                json.append('\\').append((char) letter);
            } else if (letter < ' ') {
                json.append(String.format("\\u%04x", letter));
            } else {
                json.append((char) letter);
            }
        });
        return json.append('"').toString();
    }
}
