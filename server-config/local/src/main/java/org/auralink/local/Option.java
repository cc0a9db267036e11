package org.auralink.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every setting of the launcher, as a flag and as an environment variable; the flag wins. run-help.txt explains them. */
enum Option {
    BIND("", "an IP address"),
    TLS("false", Option.SWITCH),
    TLS_CERTIFICATE("", "a file that can be read"),
    TLS_KEY("", "a file that can be read"),
    WEB_PORT("8080", Option.PORTS),
    ADMIN_PORT("8081", Option.PORTS),
    GRID_PORT("8082", Option.PORTS),
    /** To try what several instances do; each takes some 600 MB. */
    INSTANCES("1", 4),
    SIGNAL_PORT("7880", Option.PORTS),
    SIGNAL_TLS_PORT("7443", Option.PORTS),
    MEDIA_PORT("7882", Option.PORTS),
    /** More loops than this need more memory than the local profile gives the node. */
    MEDIA_LOOPS("", 8),
    MEDIA_TCP_PORT("7881", Option.PORTS),
    NODE_METRICS_PORT("6789", Option.PORTS),
    /** To try what several nodes do; each takes some 200 MB, and one uses all cores already. */
    NODES("1", 4),
    NODE_IP("", "an IP address"),
    DB_PORT("15432", Option.PORTS),
    REDIS_PORT("16379", Option.PORTS),
    PUBLIC_URL("", "an http or https URL"),
    NODE_URL("", "a ws or wss URL; with several nodes one for each, separated by commas"),
    STATE_DIR(".auralink", "a directory"),
    SETTINGS_FILE("", "a file that can be read"),
    KEEP_GOING("false", Option.SWITCH),
    DEV_KEY("false", Option.SWITCH),
    LOG_JSON("false", Option.SWITCH),
    JDK("", "a directory"),
    /** An hour without a sign of life is no start. */
    START_TIMEOUT("120", 3600),
    /** As much as the application takes. */
    STOP_NOTICE("1", 600),
    TRACES_ENDPOINT("", "an http or https URL");

    private static final int PORTS = 65_535;
    private static final String SWITCH = "true or false";

    private final String defaultValue;
    private final String allowed;
    private final int most;

    Option(String defaultValue, int most) {
        this.defaultValue = defaultValue;
        this.allowed = "1 to " + most;
        this.most = most;
    }

    Option(String defaultValue, String allowed) {
        this.defaultValue = defaultValue;
        this.allowed = allowed;
        this.most = 0;
    }

    /** What is taken, in words. */
    String allowed() {
        return allowed;
    }

    /** Whether it is true where its flag stands without a value. */
    boolean isSwitch() {
        return allowed.equals(SWITCH);
    }

    /** The largest number that is taken; 0 for what is no number. The smallest is 1. */
    int most() {
        return most;
    }

    /** Such as {@code --web-port}. */
    String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Such as {@code AURALINK_WEB_PORT}. */
    String variable() {
        return "AURALINK_" + name();
    }

    /** Empty when the default is worked out from other settings or from the machine. */
    String defaultValue() {
        return defaultValue;
    }

    /** How a sentence names this setting. */
    String named() {
        return flag() + " (" + variable() + ")";
    }

    static Optional<Option> ofFlag(String flag) {
        return Arrays.stream(values())
                .filter(option -> option.flag().equals(flag))
                .findFirst();
    }
}
