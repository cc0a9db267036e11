package org.auralink.local;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads settings one by one and remembers what is wrong with them, so that a person mends everything at once. A wrong
 * one reads as something harmless until {@link #refuseWhatIsWrong}.
 */
final class SettingsReader {
    /** Two letters changed, left out or too many are a slip of the hand; more is another word. */
    static final int SLIPS = 2;

    /** Where a value is from. What stands first comes before what stands later. */
    enum Source {
        FLAG,
        ENVIRONMENT,
        FILE,
        DEFAULT
    }

    private final Map<Option, String> values = new EnumMap<>(Option.class);
    private final Map<Option, Source> sources = new EnumMap<>(Option.class);
    private final Map<String, String> file;
    private final Map<String, String> environment;
    private final List<String> wrong = new ArrayList<>();

    /**
     * @param arguments {@code --flag value} or {@code --flag=value}
     * @param environment variables; those named in {@link Option} count
     */
    SettingsReader(List<String> arguments, Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        readFlags(arguments);
        readVariables(environment, Source.ENVIRONMENT);
        file = isEmpty(Option.SETTINGS_FILE) ? Map.of() : SettingsFile.read(text(Option.SETTINGS_FILE), this::refuse);
        readVariables(file, Source.FILE);
        environment.keySet().stream().sorted().forEach(this::refuseMisspelled);
    }

    private void readVariables(Map<String, String> variables, Source source) {
        for (Option option : Option.values()) {
            String value = variables.get(option.variable());
            if (value != null) {
                take(option, value.strip(), source);
            }
        }
    }

    private void take(Option option, String value, Source source) {
        if (sources.getOrDefault(option, Source.DEFAULT).compareTo(source) >= 0) {
            values.put(option, value);
            sources.put(option, source);
        }
    }

    /** Where the value of a setting is from. */
    Source source(Option option) {
        return sources.getOrDefault(option, Source.DEFAULT);
    }

    /** What the file of settings has for the parts, where the environment, which they inherit, says nothing. */
    Map<String, String> handedOn() {
        Map<String, String> variables = new TreeMap<>(file);
        variables.keySet().removeAll(environment.keySet());
        Arrays.stream(Option.values()).map(Option::variable).forEach(variables.keySet()::remove);
        return Map.copyOf(variables);
    }

    private void readFlags(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            boolean valueFollows = equals < 0
                    && i + 1 < arguments.size()
                    && !arguments.get(i + 1).startsWith("--");
            Optional<Option> option = Option.ofFlag(name);
            if (option.isEmpty()) {
                refuse("There is no setting " + name
                        + nearest(name)
                                .map(flag -> "; did you mean " + flag + "?")
                                .orElse("; ./auralink run --help lists them."));
            } else if (equals >= 0) {
                take(option.get(), argument.substring(equals + 1), Source.FLAG);
            } else if (valueFollows) {
                take(option.get(), arguments.get(i + 1), Source.FLAG);
            } else if (option.get().isSwitch()) {
                take(option.get(), "true", Source.FLAG);
            } else {
                refuse(option.get().flag() + " needs a value.");
            }
            if (valueFollows) {
                i++;
            }
        }
    }

    /** Only what looks like one of ours: the control plane reads variables of the same prefix, which pass through here. */
    private void refuseMisspelled(String variable) {
        if (!variable.startsWith("AURALINK_") || Catalogue.knows(variable)) {
            return;
        }
        for (Option option : Option.values()) {
            if (distance(variable, option.variable()) <= SLIPS) {
                refuse("There is no setting " + variable + "; did you mean " + option.variable() + "?");
                return;
            }
        }
    }

    private static Optional<String> nearest(String flag) {
        for (Option option : Option.values()) {
            if (distance(flag.toLowerCase(Locale.ROOT), option.flag()) <= SLIPS) {
                return Optional.of(option.flag());
            }
        }
        return Optional.empty();
    }

    /** Letters to insert, delete or replace on the way from one word to the other (Levenshtein). */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    /** Remembers a sentence that names the setting and says what it must be. */
    void refuse(String sentence) {
        wrong.add(sentence);
    }

    private void refuse(Option option, String expected) {
        refuse(option.named() + " must be " + expected + ", not '" + text(option) + "'.");
    }

    /** @throws LaunchException with one line for each setting that is unknown or wrong */
    void refuseWhatIsWrong() {
        if (!wrong.isEmpty()) {
            throw new LaunchException(String.join("\n", wrong));
        }
    }

    String text(Option option) {
        return values.getOrDefault(option, option.defaultValue());
    }

    boolean isEmpty(Option option) {
        return text(option).isEmpty();
    }

    int port(Option option) {
        return number(option);
    }

    /** From 1 to the option's most; a wrong one reads as 1. */
    int number(Option option) {
        int max = option.most();
        if (text(option).matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(text(option));
            if (number >= 1 && number <= max) {
                return number;
            }
        }
        refuse(option, "a number from 1 to " + max);
        return 1;
    }

    boolean flag(Option option) {
        if (!text(option).equals("true") && !text(option).equals("false")) {
            refuse(option, "true or false");
        }
        return text(option).equals("true");
    }

    /** @return absolute; empty when nothing is named */
    Optional<Path> file(Option option) {
        return isEmpty(option) ? Optional.empty() : Optional.of(directory(option));
    }

    /** @return absolute, also when it was given as seen from where the person stands */
    Path directory(Option option) {
        // As a path, nothing would be the directory that the person stands in.
        if (text(option).isBlank()) {
            refuse(option.named() + " must name a directory, not nothing.");
            return Path.of("/");
        }
        try {
            return Path.of(text(option)).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            refuse(
                    option,
                    "a path that this machine can write (" + e.getReason() + "; a locale of UTF-8 may be missing)");
            return Path.of("/");
        }
    }

    /** A literal: a name would be looked up. */
    InetAddress address(Option option) {
        String value = text(option);
        if (value.matches("[0-9.]+") || (value.contains(":") && value.matches("[0-9a-fA-F:.]+"))) {
            try {
                return InetAddress.getByName(value);
            } catch (UnknownHostException e) {
                // Said below: a literal is never looked up, so this is a malformed one.
            }
        }
        refuse(option, "an IP address");
        return InetAddress.getLoopbackAddress();
    }

    /** Without a trailing slash. */
    URI url(Option option, String fallback, String... schemes) {
        return urls(option, List.of(fallback), schemes).get(0);
    }

    /**
     * As many as there are fallbacks, separated by commas; none of them, or all. Without trailing slashes.
     *
     * @param fallbacks taken when the setting is empty or wrong
     */
    List<URI> urls(Option option, List<String> fallbacks, String... schemes) {
        List<String> texts = isEmpty(option) ? fallbacks : List.of(text(option).split(",", -1));
        List<URI> urls = new ArrayList<>();
        for (String text : texts) {
            try {
                URI uri = URI.create(text.strip().replaceAll("/+$", ""));
                if (uri.getHost() != null && List.of(schemes).contains(uri.getScheme())) {
                    urls.add(uri);
                }
            } catch (IllegalArgumentException e) {
                // Said below.
            }
        }
        if (urls.size() == texts.size() && texts.size() == fallbacks.size()) {
            return urls;
        }
        String starts = "that starts with " + String.join(": or ", schemes) + ":";
        refuse(
                option,
                fallbacks.size() == 1
                        ? "a URL " + starts
                        : fallbacks.size() + " URLs, separated by commas, each " + starts);
        return fallbacks.stream().map(URI::create).toList();
    }
}
