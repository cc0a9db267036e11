package org.auralink.media.node.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations the way livekit.yaml writes them: {@code 500ms}, {@code 1s}, {@code 2m}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Durations() {}

    static Duration read(Section section, String key, Duration fallback) {
        String text = section.text(key, "");
        if (text.isEmpty()) {
            return fallback;
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            section.refuse(key, "expected a duration such as 500ms, 1s or 2m");
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
