package org.auralink.media.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the configuration file, read strictly: every accessor checks type and range, and {@link #finish()}
 * refuses the keys that nobody asked for. Values never appear in error messages, because they may be secrets.
 */
final class Section {
    private final String path;
    private final Map<String, Object> values;
    private final Set<String> asked = new LinkedHashSet<>();

    private Section(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    /** The section at {@code path}; {@code value} is what the YAML parser made of it, null meaning empty. */
    static Section of(String path, @Nullable Object value) {
        if (value == null) {
            return new Section(path, Map.of());
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new ConfigException(path.isEmpty() ? "configuration" : path, "expected a mapping of keys to values");
        }
        var values = new LinkedHashMap<String, Object>();
        for (var entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new ConfigException(path.isEmpty() ? "configuration" : path, "expected keys to be plain text");
            }
            if (entry.getValue() != null) {
                values.put(key, entry.getValue());
            } else {
                values.putIfAbsent(key, Map.of());
            }
        }
        return new Section(path, values);
    }

    /** The dotted path of {@code key} in this section. */
    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Section section(String key) {
        return of(at(key), ask(key));
    }

    List<Section> sections(String key) {
        var result = new ArrayList<Section>();
        for (Object item : list(key)) {
            result.add(of(at(key) + "[" + result.size() + "]", item));
        }
        return result;
    }

    boolean flag(String key, boolean fallback) {
        Object value = ask(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new ConfigException(at(key), "expected true or false");
    }

    int number(String key, int fallback, int low, int high) {
        Object value = ask(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Integer number && number >= low && number <= high) {
            return number;
        }
        throw new ConfigException(at(key), "expected a whole number from " + low + " to " + high);
    }

    String text(String key, String fallback) {
        Object value = ask(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof String text) {
            return text;
        }
        throw new ConfigException(at(key), "expected text (put it in quotes)");
    }

    String text(String key, String fallback, Pattern pattern, String expected) {
        String text = text(key, fallback);
        if (!text.equals(fallback) && !pattern.matcher(text).matches()) {
            throw new ConfigException(at(key), "expected " + expected);
        }
        return text;
    }

    /** Text or a whole number, as text: for settings such as a port or a range of ports. */
    String textOrNumber(String key, String fallback) {
        Object value = ask(key);
        return value instanceof Integer number ? number.toString() : text(key, fallback);
    }

    List<String> texts(String key, List<String> fallback) {
        if (ask(key) == null) {
            return fallback;
        }
        var result = new ArrayList<String>();
        for (Object item : list(key)) {
            if (!(item instanceof String text)) {
                throw new ConfigException(at(key) + "[" + result.size() + "]", "expected text (put it in quotes)");
            }
            result.add(text);
        }
        return List.copyOf(result);
    }

    /** Every key of this section with a text value. */
    Map<String, String> allTexts() {
        var result = new LinkedHashMap<String, String>();
        for (String key : values.keySet()) {
            result.put(key, text(key, ""));
        }
        return result;
    }

    /** Refuses the keys that were never asked for. */
    void finish() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                throw new ConfigException(at(key), "unknown key, expected one of " + new TreeSet<>(asked));
            }
        }
    }

    private List<?> list(String key) {
        Object value = ask(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new ConfigException(at(key), "expected a list");
    }

    private @Nullable Object ask(String key) {
        asked.add(key);
        return values.get(key);
    }
}
