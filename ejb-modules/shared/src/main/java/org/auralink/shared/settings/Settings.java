package org.auralink.shared.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings of the control plane, read from MicroProfile Config: system properties, environment
 * ({@code auralink.db.url} is {@code AURALINK_DB_URL}), Payara's own sources. Every method throws
 * {@link SettingException} with a sentence that names the setting and never its value, which may be a secret.
 */
public final class Settings {
    private final Function<String, Optional<String>> values;

    private Settings(Function<String, Optional<String>> values) {
        this.values = values;
    }

    /** The settings of the running application. */
    public static Settings current() {
        return of(ConfigProvider.getConfig());
    }

    public static Settings of(Config config) {
        return new Settings(name -> config.getOptionalValue(name, String.class));
    }

    /** Nothing is set: everything is as it is by default. */
    public static Settings none() {
        return new Settings(name -> Optional.empty());
    }

    public String required(String name) {
        return optional(name)
                .orElseThrow(() -> new SettingException("The setting " + name + " (environment: "
                        + name.toUpperCase(Locale.ROOT).replace('.', '_') + ") is missing."));
    }

    /** @throws SettingException when it is not there */
    public String required(Setting setting) {
        return required(setting.name());
    }

    public Optional<String> optional(Setting setting) {
        return optional(setting.name());
    }

    /** Its own default where nothing is set. */
    public String text(Setting setting) {
        return optional(setting).orElse(setting.otherwise());
    }

    /** One of the words that {@link Setting#choice} names. */
    public String choice(Setting setting) {
        String value = text(setting);
        if (!Set.of(setting.allowed().split(", | or ", -1)).contains(value)) {
            throw new SettingException("The setting " + setting.name() + " must be " + setting.allowed() + ".");
        }
        return value;
    }

    /** A whole number of its range. */
    public int integer(Setting setting) {
        return integer(setting, Integer.parseInt(setting.otherwise()));
    }

    /** @param otherwise where nothing is set */
    public int integer(Setting setting, int otherwise) {
        return integer(setting.name(), otherwise, setting.least(), setting.most());
    }

    public boolean flag(Setting setting) {
        return flag(setting.name(), Boolean.parseBoolean(setting.otherwise()));
    }

    public URI uri(Setting setting, Set<String> schemes) {
        return uri(setting.name(), schemes);
    }

    public Optional<String> optional(String name) {
        return values.apply(name).map(String::trim).filter(value -> !value.isEmpty());
    }

    /** @return an absolute URI of one of the schemes, without a trailing slash */
    public URI uri(String name, Set<String> schemes) {
        return parseUri(name, required(name), schemes);
    }

    /** A comma-separated list; at least one. */
    public List<URI> uris(String name, Set<String> schemes) {
        return Arrays.stream(required(name).split(",", -1))
                .map(String::trim)
                .map(text -> parseUri(name, text, schemes))
                .toList();
    }

    /** A comma-separated list of words; at least one. */
    public Set<String> names(String name) {
        return Arrays.stream(required(name).split(",", -1))
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** {@code true} or {@code false}, nothing else: a typing error must not switch anything. */
    public boolean flag(String name, boolean otherwise) {
        Optional<String> value = optional(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        return switch (value.get()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new SettingException("The setting " + name + " must be true or false.");
        };
    }

    public int integer(String name, int otherwise, int least, int most) {
        Optional<String> value = optional(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, together with the range.
        }
        throw new SettingException(
                "The setting " + name + " must be a whole number from " + least + " to " + most + ".");
    }

    /** A file that exists and can be read. */
    public Path file(String name) {
        Path path = Path.of(required(name));
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new SettingException("The setting " + name + " names a file that cannot be read.");
        }
        return path;
    }

    private static URI parseUri(String name, String text, Set<String> schemes) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (uri.getScheme() != null && schemes.contains(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below, without the text: a Redis URL holds a password.
        }
        throw new SettingException("The setting " + name + " must be a URL of the scheme "
                + String.join(" or ", schemes.stream().sorted().toList()) + ".");
    }
}
