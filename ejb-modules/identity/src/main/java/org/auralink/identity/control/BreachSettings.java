package org.auralink.identity.control;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.Settings;

/**
 * How it is known which passwords became public.
 *
 * @param list file of {@code auralink.auth.password.breach.file}
 * @param range service of {@code auralink.auth.password.breach.url}
 */
public record BreachSettings(Optional<Path> list, Optional<URI> range) {
    static final Setting BREACH = Setting.choice(
            "auralink.auth.password.breach",
            List.of("off", "list", "range"),
            "how it is known whether a password became public: not, by a file, or by asking a service for the first five"
                    + " digits of its SHA-1");
    static final Setting FILE = Setting.text(
            "auralink.auth.password.breach.file",
            "",
            "a file that can be read",
            "for list: lines of SHA-1 in capital hexadecimal, a colon and a number, sorted, as the downloader of Have I Been"
                    + " Pwned makes them");
    static final Setting URL = Setting.text(
            "auralink.auth.password.breach.url",
            "https://api.pwnedpasswords.com/range",
            "an http or https URL",
            "for range: who is asked");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS = List.of(BREACH, FILE, URL);

    /** @throws org.auralink.shared.settings.SettingException naming the setting that is wrong */
    public static BreachSettings from(Settings settings) {
        return switch (settings.choice(BREACH)) {
            case "list" -> new BreachSettings(Optional.of(settings.file(FILE.name())), Optional.empty());
            case "range" ->
                new BreachSettings(
                        Optional.empty(),
                        Optional.of(
                                settings.optional(URL).isPresent()
                                        ? settings.uri(URL, Set.of("http", "https"))
                                        : URI.create(URL.otherwise())));
            default -> new BreachSettings(Optional.empty(), Optional.empty());
        };
    }

    /** The one that is meant. */
    public BreachedPasswords passwords(Clock clock) {
        return list.<BreachedPasswords>map(BreachedList::new)
                .or(() -> range.map(uri -> new BreachRange(uri, clock)))
                .orElse(BreachedPasswords.NONE);
    }
}
