package org.auralink.shared.settings;

import java.util.List;
import java.util.Locale;

/**
 * What there is to know of one setting, written down once: by it the setting is read, and from it
 * docs/operating/configuration.md and {@code ./auralink config} are made.
 *
 * @param name such as {@code auralink.db.url}
 * @param otherwise what holds where nothing is set; {@link #REQUIRED} where something must be, empty for nothing
 * @param unit of a number, empty where it has none
 * @param allowed values that are taken, in words
 * @param least the smallest number that is taken; above {@code most} for what is no number
 * @param most the largest
 * @param secret whether its value is kept out of what is printed
 * @param meaning half a sentence
 */
public record Setting(
        String name,
        String otherwise,
        String unit,
        String allowed,
        int least,
        int most,
        boolean secret,
        String meaning) {
    /** The default of a setting that has none. */
    public static final String REQUIRED = "required";

    /** A text that must be there. */
    public static Setting required(String name, String allowed, String meaning) {
        return text(name, REQUIRED, allowed, meaning);
    }

    /** A required text that nobody but its readers may see. */
    public static Setting secret(String name, String allowed, String meaning) {
        return new Setting(name, REQUIRED, "", allowed, 1, 0, true, meaning);
    }

    /** The same where it need not be there. */
    public static Setting optionalSecret(String name, String allowed, String meaning) {
        return new Setting(name, "", "", allowed, 1, 0, true, meaning);
    }

    /** @param otherwise may say in words what is worked out from other settings */
    public static Setting text(String name, String otherwise, String allowed, String meaning) {
        return new Setting(name, otherwise, "", allowed, 1, 0, false, meaning);
    }

    public static Setting integer(String name, int otherwise, int least, int most, String unit, String meaning) {
        return new Setting(name, "" + otherwise, unit, least + " to " + most, least, most, false, meaning);
    }

    /** A number that need not be there. */
    public static Setting optionalInteger(String name, int least, int most, String unit, String meaning) {
        return new Setting(name, "", unit, least + " to " + most, least, most, false, meaning);
    }

    public static Setting flag(String name, boolean otherwise, String meaning) {
        return text(name, "" + otherwise, "true or false", meaning);
    }

    /** One of several words. The first is the default. */
    public static Setting choice(String name, List<String> words, String meaning) {
        return text(name, words.get(0), alternatives(words), meaning);
    }

    /** Such as {@code AURALINK_DB_URL}, by the rule of MicroProfile Config. */
    public String environment() {
        return name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** Whether it is a number, of a range. */
    public boolean isNumber() {
        return least <= most;
    }

    private static String alternatives(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
