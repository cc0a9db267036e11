package org.auralink.shared.limits;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConfigurationBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How often one client may ask for something: a token bucket, or several of which each must have a token. With a small
 * quick one and a large slow one, the wait for the next token grows with the number of requests.
 *
 * @param name of the limit, a part of the keys
 * @param quotas at least one, the quickest first
 */
public record RateLimit(String name, List<Quota> quotas) {
    private static final Pattern QUOTA = Pattern.compile("([1-9]\\d{0,6})/([1-9]\\d{0,3})([smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    /** More than three would be a riddle to whoever reads the setting. */
    private static final int MOST_QUOTAS = 3;

    public RateLimit {
        quotas = List.copyOf(quotas);
    }

    /**
     * So many at once, and as many again over the period, evenly.
     *
     * @param text as it was written, such as {@code 30/5m}
     */
    public record Quota(int requests, Duration period, String text) {}

    /** @return empty when the text is not of the form {@code 30/5m} or {@code 5/1m,15/1h} */
    public static Optional<RateLimit> parse(String name, String text) {
        List<Matcher> parts = Arrays.stream(text.split(",", -1))
                .map(part -> QUOTA.matcher(part.trim()))
                .toList();
        if (parts.size() > MOST_QUOTAS || !parts.stream().allMatch(Matcher::matches)) {
            return Optional.empty();
        }
        return Optional.of(
                new RateLimit(name, parts.stream().map(RateLimit::quota).toList()));
    }

    private static Quota quota(Matcher part) {
        Duration unit = UNITS.getOrDefault(part.group(3), Duration.ZERO);
        return new Quota(
                Integer.parseInt(part.group(1)), unit.multipliedBy(Integer.parseInt(part.group(2))), part.group());
    }

    /** The setting's form. */
    public String text() {
        return quotas.stream().map(Quota::text).collect(Collectors.joining(","));
    }

    BucketConfiguration bucket() {
        ConfigurationBuilder builder = BucketConfiguration.builder();
        quotas.forEach(quota -> builder.addLimit(
                limit -> limit.capacity(quota.requests()).refillGreedy(quota.requests(), quota.period())));
        return builder.build();
    }
}
