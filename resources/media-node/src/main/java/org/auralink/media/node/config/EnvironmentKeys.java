package org.auralink.media.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the configuration in the environment, which come before those of the file: {@code rtc.udp_port} is {@code
 * AURALINK_NODE__RTC__UDP_PORT}, with two underscores for each dot, since keys have single ones. The value of a secret may
 * stand in a file, whose name {@code …_FILE} has.
 */
final class EnvironmentKeys {
    private static final String PREFIX = DeclaredKey.PREFIX;
    private static final String IN_FILE = "_file";
    private static final Set<String> SECRETS = Set.of("keys", "redis.password", "prometheus.password");

    /** Beyond this a file is no secret. */
    private static final int MOST_BYTES = 64 << 10;

    private EnvironmentKeys() {}

    /** A value as a variable has it: text, whatever the key wants. */
    record Text(String variable, String text) {
        /** As a list has it in the file, or with commas between. */
        Object asList() {
            return text.startsWith("[")
                    ? asYaml()
                    : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        }

        /** As the file would have it; the text itself where that is no YAML. */
        Object asYaml() {
            try {
                Object value = NodeConfig.load(text);
                return value == null ? "" : value;
            } catch (ConfigException e) {
                return text;
            }
        }
    }

    /**
     * Puts what the environment says over what the file says.
     *
     * @param file what the YAML parser made of it; something other than a mapping is left as it is
     */
    static @Nullable Object over(@Nullable Object file, Map<String, String> environment, Problems problems) {
        Map<String, String> ours = new TreeMap<>(environment);
        ours.keySet().removeIf(name -> !name.startsWith(PREFIX));
        if (ours.isEmpty() || file != null && !(file instanceof Map)) {
            return file;
        }
        Map<Object, Object> result = copy(file);
        ours.forEach((name, value) -> {
            String path =
                    name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace("__", ".");
            String plain = path.endsWith(IN_FILE) ? path.substring(0, path.length() - IN_FILE.length()) : "";
            if (!SECRETS.contains(plain)) {
                put(result, path, new Text(name, value));
            } else if (ours.containsKey(name.substring(0, name.length() - IN_FILE.length()))) {
                problems.add(name, "expected either this, or the variable without _FILE");
            } else {
                put(result, plain, new Text(name, content(name, value, problems)));
            }
        });
        return result;
    }

    private static void put(Map<Object, Object> root, String path, Text value) {
        List<String> parts = List.of(path.split("\\.", -1));
        Map<Object, Object> place = root;
        for (String part : parts.subList(0, parts.size() - 1)) {
            Object below = place.get(part);
            Map<Object, Object> mine = copy(below instanceof Text text ? text.asYaml() : below);
            place.put(part, mine);
            place = mine;
        }
        place.put(parts.get(parts.size() - 1), value);
    }

    private static Map<Object, Object> copy(@Nullable Object mapping) {
        Map<Object, Object> copy = new LinkedHashMap<>();
        if (mapping instanceof Map<?, ?> map) {
            map.forEach(copy::put);
        }
        return copy;
    }

    private static String content(String variable, String file, Problems problems) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) <= MOST_BYTES) {
                return Files.readString(path).strip();
            }
        } catch (IOException | InvalidPathException e) {
            // Said below.
        }
        problems.add(variable, "expected the name of a readable text file of at most 64 kB");
        return "";
    }
}
