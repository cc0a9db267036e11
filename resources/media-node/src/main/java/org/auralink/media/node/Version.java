package org.auralink.media.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this build is called, and which LiveKit it stands in for. */
public final class Version {
    /**
     * The LiveKit server whose protocol the node speaks. Clients read it as a feature level: they refuse RPC below 1.8.0
     * and a server without one.
     */
    public static final String LIVEKIT = "1.13.5";

    /** LiveKit's signalling protocol number. */
    public static final int PROTOCOL = 17;

    private Version() {}

    /** The product's own version, from the build. */
    public static String product() {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
