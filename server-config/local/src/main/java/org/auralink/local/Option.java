package org.auralink.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every setting of the launcher, as a flag and as an environment variable; the flag wins. */
enum Option {
    BIND(
            "127.0.0.1",
            "Address the web port and the signalling port listen on. Browsers give a page the camera",
            "only over https or on localhost: put a TLS proxy in front before you open it to others."),
    WEB_PORT("8080", "Web application and API."),
    SIGNAL_PORT("7880", "Media node: signalling and its HTTP API."),
    MEDIA_PORT("7882", "Media node: first UDP port; one more for each further event loop."),
    MEDIA_LOOPS("", "Media node: number of event loops. Default: one per core, at most 8."),
    NODE_IP(
            "",
            "Address that browsers send media to. Default: this machine's address, because",
            "Chromium ignores media addresses on loopback."),
    DB_PORT("15432", "PostgreSQL, on loopback."),
    REDIS_PORT("16379", "Redis, on loopback."),
    PUBLIC_URL("", "Address people open. Default: http://localhost:<web-port>."),
    NODE_URL("", "Address browsers reach the media node at. Default: ws://localhost:<signal-port>."),
    STATE_DIR(".auralink", "Database, secrets and logs. Accounts live here; delete it to start anew."),
    KEEP_GOING("false", "true: a part that dies does not stop the others; `part start` brings it back.");

    private final String defaultValue;
    private final String[] help;

    Option(String defaultValue, String... help) {
        this.defaultValue = defaultValue;
        this.help = help;
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

    static String helpText() {
        var text = new StringBuilder();
        for (Option option : values()) {
            String shown = option.defaultValue.isEmpty() ? "" : " [" + option.defaultValue + "]";
            text.append(String.format("  %-16s %s%s%n", option.flag(), option.variable(), shown));
            for (String line : option.help) {
                text.append("      ").append(line).append(System.lineSeparator());
            }
        }
        return text.toString();
    }
}
