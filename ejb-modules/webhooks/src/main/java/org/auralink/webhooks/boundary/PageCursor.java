package org.auralink.webhooks.boundary;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.auralink.shared.Refusal;
import org.auralink.webhooks.entity.Limits;
import org.jspecify.annotations.Nullable;

/** The last row of a page, newest first; the next begins after it. Opaque to clients, and nothing in it needs protection. */
public record PageCursor(Instant createdAt, UUID id) {
    /** Before the first page: everything comes after it. */
    static final PageCursor START = new PageCursor(Instant.parse("2200-01-01T00:00:00Z"), new UUID(-1, -1));

    /** The form that clients send back. */
    public String text() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((micros + "," + id).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * @param text what a client sent, {@code null} for the first page
     * @throws org.auralink.shared.RefusedException invalid, when the text is no cursor of ours
     */
    static PageCursor parse(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(",", -1);
            if (parts.length == 2) {
                Instant createdAt = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
                if (createdAt.isAfter(Instant.EPOCH) && createdAt.isBefore(START.createdAt)) {
                    return new PageCursor(createdAt, UUID.fromString(parts[1]));
                }
            }
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            // Refused below: why it is none is of no use to anybody.
        }
        throw Refusal.invalid("cursor", "must be the next_cursor of an earlier answer.")
                .asException();
    }

    /** How many rows a client wants. */
    static int limit(@Nullable String text) {
        if (text == null) {
            return Limits.USUAL_PAGE;
        }
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
