package org.auralink.systemtests.sfu;

import java.util.HashMap;
import java.util.Map;

/** Over how many peer connections a page talks to the node. */
enum Connections {
    /** As livekit-client does it by itself. */
    ONE("/rtc/v1", Map.of()),
    TWO("/rtc", Map.of("singlePeerConnection", false));

    private final String path;
    private final Map<String, Object> options;

    Connections(String path, Map<String, Object> options) {
        this.path = path;
        this.options = options;
    }

    /** One, but in the profile {@code two-connections}. */
    static Connections usual() {
        return Boolean.getBoolean("auralink.two-connections") ? TWO : ONE;
    }

    Connections other() {
        return this == ONE ? TWO : ONE;
    }

    /** Where its signalling is. */
    String path() {
        return path;
    }

    /** These options of a page, and how it connects unless they say so themselves. */
    Map<String, Object> with(Map<String, Object> others) {
        var all = new HashMap<>(options);
        all.putAll(others);
        return all;
    }
}
