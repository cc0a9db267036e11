package org.auralink.media.node.config;

import java.util.List;

/**
 * A configuration that the node refuses to start with. The message has one line for each key that is wrong: key path,
 * colon, what is expected.
 */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param path the key as a dotted path, for example {@code rtc.udp_port}
     * @param expected what would be accepted there, without a trailing full stop
     */
    public ConfigException(String path, String expected) {
        super(line(path, expected));
    }

    /** @param lines what is wrong, each made by {@link #line} */
    ConfigException(List<String> lines) {
        super(String.join("\n", lines));
    }

    static String line(String path, String expected) {
        return path + ": " + expected.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
