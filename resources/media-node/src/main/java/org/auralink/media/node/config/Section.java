package org.auralink.media.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the configuration file, read strictly: every accessor checks type and range, and {@link #finish()}
 * refuses the keys that nobody asked for. What is wrong goes to the {@link Problems}, and reading goes on with the
 * fallback. Values never appear in error messages, because they may be secrets.
 */
final class Section {
    private final String path;
    private final Map<String, Object> values;
    private final Problems problems;
    private final Keys keys;
    private final Set<String> asked = new LinkedHashSet<>();

    private Section(String path, Map<String, Object> values, Problems problems, Keys keys) {
        this.path = path;
        this.values = values;
        this.problems = problems;
        this.keys = keys;
    }

    /**
     * The section at {@code path}.
     *
     * @param value what the YAML parser made of it, null meaning empty
     * @param keys learns what is asked for
     */
    static Section of(String path, @Nullable Object value, Problems problems, Keys keys) {
        String shown = path.isEmpty() ? "configuration" : path;
        var values = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> map) {
            for (var entry : map.entrySet()) {
                if (!(entry.getKey() instanceof String key)) {
                    problems.add(shown, "expected keys to be plain text");
                } else if (entry.getValue() != null) {
                    values.put(key, entry.getValue());
                } else {
                    values.putIfAbsent(key, Map.of());
                }
            }
        } else if (value != null) {
            problems.add(shown, "expected a mapping of keys to values");
        }
        return new Section(path, values, problems, keys);
    }

    /** The value of {@code key} is wrong. */
    void refuse(String key, String expected) {
        String variable = values.get(key) instanceof EnvironmentKeys.Text text ? " (" + text.variable() + ")" : "";
        problems.add(at(key) + variable, expected);
    }

    /** What {@code read} makes of a value; {@code fallback} when it throws a {@link ConfigException}. */
    <T> T attempt(T fallback, Supplier<T> read) {
        return problems.attempt(fallback, read);
    }

    /** The dotted path of {@code key} in this section. */
    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Section section(String key) {
        return of(at(key), ask(key) instanceof EnvironmentKeys.Text text ? text.asYaml() : ask(key), problems, keys);
    }

    /** @param otherwise what it is like where there is none, in words */
    List<Section> sections(String key, String otherwise) {
        var result = new ArrayList<Section>();
        List<?> items = list(key, otherwise, "a list of mappings");
        for (Object item : items == null ? List.of() : items) {
            result.add(of(at(key) + "[" + result.size() + "]", item, problems, keys));
        }
        return result;
    }

    boolean flag(String key, boolean fallback) {
        Object value = plain(ask(key, "" + fallback, "true or false"));
        if (value == null) {
            return fallback;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        refuse(key, "expected true or false");
        return fallback;
    }

    int number(String key, int fallback, int low, int high) {
        Object value = plain(ask(key, "" + fallback, low + " to " + high, low, high));
        if (value == null) {
            return fallback;
        }
        if (value instanceof Integer number && number >= low && number <= high) {
            return number;
        }
        refuse(key, "expected a whole number from " + low + " to " + high);
        return fallback;
    }

    double decimal(String key, double fallback, double low, double high) {
        String range = String.format(Locale.ROOT, "%.0f to %.0f", low, high);
        Object value = plain(ask(key, String.format(Locale.ROOT, "%.0f", fallback), range));
        if (value == null) {
            return fallback;
        }
        if (value instanceof Number number && number.doubleValue() >= low && number.doubleValue() <= high) {
            return number.doubleValue();
        }
        refuse(key, "expected a number from " + range);
        return fallback;
    }

    String text(String key, String fallback) {
        return text(key, fallback, "text");
    }

    /** @param allowed what is taken, in words; whoever asks looks whether it is that */
    String text(String key, String fallback, String allowed) {
        return text(key, ask(key, fallback, allowed), fallback);
    }

    private String text(String key, @Nullable Object value, String fallback) {
        if (value == null) {
            return fallback;
        }
        if (value instanceof EnvironmentKeys.Text text) {
            return text.text();
        }
        if (value instanceof String text) {
            return text;
        }
        refuse(key, "expected text (put it in quotes)");
        return fallback;
    }

    String text(String key, String fallback, Pattern pattern, String expected) {
        String text = text(key, fallback, expected);
        if (!text.equals(fallback) && !pattern.matcher(text).matches()) {
            refuse(key, "expected " + expected);
            return fallback;
        }
        return text;
    }

    /** Text or a whole number, as text: for settings such as a port or a range of ports. */
    String textOrNumber(String key, String fallback, String allowed) {
        Object value = ask(key, fallback, allowed);
        return value instanceof Integer number ? number.toString() : text(key, value, fallback);
    }

    /** @param allowed what each of them may be, in words */
    List<String> texts(String key, List<String> fallback, String allowed) {
        var result = new ArrayList<String>();
        List<?> items = list(key, String.join(", ", fallback), allowed);
        if (items == null) {
            return fallback;
        }
        for (Object item : items) {
            if (item instanceof String text) {
                result.add(text);
            } else {
                refuse(key + "[" + result.size() + "]", "expected text (put it in quotes)");
                return fallback;
            }
        }
        return List.copyOf(result);
    }

    /** Every key of this section as a section of its own. */
    Map<String, Section> allSections() {
        var result = new LinkedHashMap<String, Section>();
        for (String key : values.keySet()) {
            result.put(key, section(key));
        }
        return result;
    }

    /** One text, or several. */
    List<String> textOrTexts(String key, String allowed) {
        Object value = ask(key, "", allowed);
        boolean several = value instanceof List<?>
                || value instanceof EnvironmentKeys.Text text
                        && (text.text().contains(",") || text.text().startsWith("["));
        if (!several) {
            String text = text(key, value, "");
            return text.isEmpty() ? List.of() : List.of(text);
        }
        List<String> texts = texts(key, List.of(), allowed);
        if (texts.isEmpty()) {
            refuse(key, "expected text, or a list of texts");
        }
        return texts;
    }

    /** Whether the key is there. */
    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Every key of this section with a text value; the section as a whole is what is declared. */
    Map<String, String> allTexts() {
        var result = new LinkedHashMap<String, String>();
        for (String key : values.keySet()) {
            result.put(key, text(key, ask(key), ""));
        }
        return result;
    }

    /** The section of that name is declared as one key. */
    Section declared(String key, String allowed) {
        ask(key, "", allowed);
        return section(key);
    }

    /** The default of a key that was read is worked out: what it is, in words. */
    void describeDefault(String key, String words) {
        keys.describeDefault(at(key), words);
    }

    /** Refuses the keys that were never asked for. */
    void finish() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                refuse(key, UnknownKey.advice(at(key), key, asked));
            }
        }
    }

    /** Null when there is none, or it is no list. */
    private @Nullable List<?> list(String key, String otherwise, String allowed) {
        Object asked = ask(key, otherwise, allowed);
        Object value = asked instanceof EnvironmentKeys.Text text ? text.asList() : asked;
        if (value == null) {
            return null;
        }
        if (value instanceof List<?> list) {
            return list;
        }
        refuse(key, "expected a list");
        return null;
    }

    private @Nullable Object ask(String key, String otherwise, String allowed) {
        return ask(key, otherwise, allowed, 1, 0);
    }

    private @Nullable Object ask(String key, String otherwise, String allowed, int least, int most) {
        keys.asked(at(key), otherwise, allowed, least, most, values.get(key));
        return ask(key);
    }

    private @Nullable Object ask(String key) {
        asked.add(key);
        return values.get(key);
    }

    /** What the file would have. */
    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof EnvironmentKeys.Text text ? text.asYaml() : value;
    }
}
