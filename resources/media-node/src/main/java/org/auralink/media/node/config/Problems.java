package org.auralink.media.node.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is wrong with a configuration, collected while it is read, so that whoever wrote it learns everything at once
 * instead of one key per start.
 */
final class Problems {
    private final Set<String> lines = new LinkedHashSet<>();

    /**
     * A key is wrong.
     *
     * @param path the key as a dotted path
     * @param expected what would be accepted there
     */
    void add(String path, String expected) {
        lines.add(ConfigException.line(path, expected));
    }

    /** What {@code read} makes of a value; {@code fallback} when it refuses it, which is kept here. */
    <T> T attempt(T fallback, Supplier<T> read) {
        try {
            return read.get();
        } catch (ConfigException e) {
            lines.add(String.valueOf(e.getMessage()));
            return fallback;
        }
    }

    /** @throws ConfigException naming everything, when anything is wrong */
    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new ConfigException(List.copyOf(lines));
        }
    }
}
