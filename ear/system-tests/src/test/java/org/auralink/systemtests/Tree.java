package org.auralink.systemtests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document of YAML or JSON, which may hold nothing, and where it is.
 *
 * @param value null where there is nothing
 * @param path from the root of the document, as messages name it
 */
record Tree(@Nullable Object value, String path) {
    static Tree of(@Nullable Object document) {
        return new Tree(document, "");
    }

    /** What is below these keys, one below the other. */
    Tree at(String... keys) {
        Tree here = this;
        for (String key : keys) {
            Object next = here.value instanceof Map<?, ?> map ? map.get(key) : null;
            here = new Tree(next, here.path.isEmpty() ? key : here.path + "." + key);
        }
        return here;
    }

    boolean isThere() {
        return value != null;
    }

    /** The items of a list; none where there is no list. */
    List<Tree> items() {
        List<Tree> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) {
                items.add(new Tree(item, path + "[" + items.size() + "]"));
            }
        }
        return items;
    }

    /** The entries of a map, in their order. */
    Map<String, Tree> entries() {
        Map<String, Tree> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> entries.put("" + key, at("" + key)));
        }
        return entries;
    }

    /** Empty where there is nothing. */
    String text() {
        return value == null ? "" : value.toString();
    }

    List<String> texts() {
        return items().stream().map(Tree::text).toList();
    }

    /** @return {@code otherwise} where there is no number */
    int number(int otherwise) {
        return value instanceof Number number ? number.intValue() : otherwise;
    }

    boolean is(Object expected) {
        return expected.equals(value);
    }

    /** Labels, settings and the like. */
    Map<String, String> strings() {
        return entries().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().text()));
    }

    /** This and everything below. */
    Stream<Tree> all() {
        return Stream.concat(
                Stream.of(this),
                Stream.concat(items().stream(), entries().values().stream()).flatMap(Tree::all));
    }
}
