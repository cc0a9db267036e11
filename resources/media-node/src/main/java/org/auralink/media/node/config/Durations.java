package org.auralink.media.node.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations the way livekit.yaml writes them: {@code 500ms}, {@code 1s}, {@code 2m}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Durations() {}

    private static String words(Duration duration) {
        if (duration.toMillisPart() > 0) {
            return duration.toMillis() + "ms";
        }
        return duration.toSecondsPart() > 0 ? duration.toSeconds() + "s" : duration.toMinutes() + "m";
    }

    /** What those without a bound take. */
    static final String ANY = "a duration such as 500ms, 1s or 2m";

    /** @param allowed what the caller takes, in words */
    static Duration read(Section section, String key, Duration fallback, String allowed) {
        String text = section.text(key, "", allowed);
        section.describeDefault(key, words(fallback));
        if (text.isEmpty()) {
            return fallback;
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            section.refuse(key, "expected " + ANY);
            return fallback;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
