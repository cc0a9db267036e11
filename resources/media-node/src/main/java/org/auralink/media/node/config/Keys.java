package org.auralink.media.node.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.auralink.media.node.config.DeclaredKey.Source;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration was asked for while it was read. The reading code is what declares a key, its default and its range,
 * so this is what the reference and {@code --print-config} are made of.
 */
final class Keys {
    private final Map<String, DeclaredKey> keys = new LinkedHashMap<>();

    /** @param value as the file or the environment has it, null where neither does */
    void asked(String path, String fallback, String allowed, int least, int most, @Nullable Object value) {
        boolean secret = isSecret(path);
        Source source = value == null
                ? Source.DEFAULT
                : value instanceof EnvironmentKeys.Text ? Source.ENVIRONMENT : Source.FILE;
        String shown = value == null ? "" : secret ? DeclaredKey.MASK : shown(value);
        keys.put(path, new DeclaredKey(path, fallback, allowed, least, most, secret, shown, source));
    }

    /** The default is worked out; the words say how. */
    void describeDefault(String path, String words) {
        keys.computeIfPresent(
                path,
                (same, key) -> new DeclaredKey(
                        path, words, key.allowed(), key.least(), key.most(), key.secret(), key.value(), key.source()));
    }

    List<DeclaredKey> all() {
        return new ArrayList<>(keys.values());
    }

    private static boolean isSecret(String path) {
        return path.equals("keys") || path.endsWith("password");
    }

    private static String shown(Object value) {
        if (value instanceof EnvironmentKeys.Text text) {
            return text.text();
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return String.valueOf(value);
    }
}
