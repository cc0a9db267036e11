package org.auralink.media.node.config;

/** A configuration that the node refuses to start with. The message is one line: key path, colon, what is expected. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param path the key as a dotted path, for example {@code rtc.udp_port}
     * @param expected what would be accepted there, without a trailing full stop
     */
    public ConfigException(String path, String expected) {
        super(path + ": " + expected.replaceAll("\\s*[\\r\\n]+\\s*", " "));
    }
}
