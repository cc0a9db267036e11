package org.auralink.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every setting of the launcher, as a flag and as an environment variable; the flag wins. run-help.txt explains them. */
enum Option {
    BIND("127.0.0.1"),
    WEB_PORT("8080"),
    ADMIN_PORT("8081"),
    GRID_PORT("8082"),
    INSTANCES("1"),
    SIGNAL_PORT("7880"),
    MEDIA_PORT("7882"),
    MEDIA_LOOPS(""),
    MEDIA_TCP_PORT("7881"),
    NODE_METRICS_PORT("6789"),
    NODES("1"),
    NODE_IP(""),
    DB_PORT("15432"),
    REDIS_PORT("16379"),
    PUBLIC_URL(""),
    NODE_URL(""),
    STATE_DIR(".auralink"),
    KEEP_GOING("false"),
    DEV_KEY("false"),
    LOG_JSON("false"),
    JDK(""),
    START_TIMEOUT("120"),
    STOP_NOTICE("1"),
    TRACES_ENDPOINT("");

    private final String defaultValue;

    Option(String defaultValue) {
        this.defaultValue = defaultValue;
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
