package org.auralink.media.node.config;

import java.util.Locale;

/**
 * A key that the configuration was asked for, as the code that reads it says.
 *
 * @param path dotted, such as {@code rtc.udp_port}
 * @param fallback what holds where the key is not there, in words where it is worked out; empty for nothing
 * @param allowed what is taken, in words
 * @param least the smallest number that is taken; above {@code most} for what is no whole number
 * @param most the largest
 * @param secret whether its value is kept out of what is printed
 * @param value what the configuration has, empty where it has nothing; of a secret, whether there is one
 * @param source where that is from
 */
public record DeclaredKey(
        String path,
        String fallback,
        String allowed,
        int least,
        int most,
        boolean secret,
        String value,
        Source source) {
    /** What a secret looks like. */
    public static final String MASK = "********";

    static final String PREFIX = "AURALINK_NODE__";

    /** Where a value is from; the environment comes before the file. */
    public enum Source {
        DEFAULT,
        FILE,
        ENVIRONMENT
    }

    /** The variable that sets the key, empty for one that stands in a list or below a name that people choose. */
    public String environment() {
        return path.matches("[a-z_.]+") ? PREFIX + path.toUpperCase(Locale.ROOT).replace(".", "__") : "";
    }

    /** Whether a variable of that name sets a key. */
    public static boolean isVariable(String name) {
        return name.startsWith(PREFIX);
    }

    /** Whether it is a whole number, of a range. */
    public boolean isNumber() {
        return least <= most;
    }

    /** What holds: the value, or else the default. */
    public String effective() {
        return source == Source.DEFAULT ? fallback : value;
    }
}
