package org.auralink.quality.boundary;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import org.auralink.quality.entity.AlertStatus;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are asked for.
 *
 * @param status only those, {@code null} for all
 * @param after the last alert of the page before, {@code null} for the newest
 * @param limit how many at most
 */
public record AlertQuery(
        @Nullable AlertStatus status, @Nullable Place after, int limit) {
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Where in the list an alert stands. Only chooses among alerts that the policies show anyway. */
    public record Place(Instant openedAt, UUID alertId) {
        String text() {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, openedAt);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((micros + "," + alertId).getBytes(StandardCharsets.US_ASCII));
        }

        private static Place parse(String text) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(",", -1);
                if (parts.length == 2) {
                    Instant at = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
                    if (at.isAfter(Instant.EPOCH) && at.isBefore(LATEST)) {
                        return new Place(at, UUID.fromString(parts[1]));
                    }
                }
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                // Refused below: why it is none is of no use to anybody.
            }
            throw Refusal.invalid("cursor", "must be the next_cursor of an earlier answer.")
                    .asException();
        }
    }

    /**
     * Reads what a client sent; {@code null} is what it left out.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming the parameter
     */
    public static AlertQuery of(@Nullable String status, @Nullable String cursor, @Nullable String limit) {
        return new AlertQuery(
                status == null ? null : status(status),
                cursor == null ? null : Place.parse(cursor),
                limit == null ? Limits.USUAL_PAGE : limit(limit));
    }

    private static AlertStatus status(String text) {
        String known =
                Arrays.stream(AlertStatus.values()).map(AlertStatus::wireName).collect(Collectors.joining(", "));
        return AlertStatus.parse(text)
                .orElseThrow(() -> Refusal.invalid("status", "must be one of " + known + ".")
                        .asException());
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= Limits.LARGEST_PAGE) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Told below, together with the range.
        }
        throw Refusal.invalid("limit", "must be a whole number from 1 to " + Limits.LARGEST_PAGE + ".")
                .asException();
    }
}
