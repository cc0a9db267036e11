package org.auralink.shared.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The last row of a page of a list that begins with the newest; the next page begins after it. Opaque to clients, and
 * nothing in it needs protection: it only chooses among rows that whoever asks may see anyway.
 *
 * @param at the row's time
 * @param id the row's, for rows of one time
 */
public record PageCursor(Instant at, UUID id) {
    /** Later times have no number of microseconds that Java computes. */
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Before the first page: everything comes after it. */
    public static final PageCursor START = new PageCursor(LATEST, new UUID(-1, -1));

    /** The form that clients send back. */
    public String text() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((micros + "," + id).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * @param text what a client sent, {@code null} for the first page
     * @throws org.auralink.shared.RefusedException invalid, when the text is no cursor of ours
     */
    public static PageCursor parse(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(",", -1);
            if (parts.length == 2) {
                Instant at = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
                if (at.isAfter(Instant.EPOCH) && at.isBefore(LATEST)) {
                    return new PageCursor(at, UUID.fromString(parts[1]));
                }
            }
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            // Refused below: why it is none is of no use to anybody.
        }
        throw Refusal.invalid("cursor", "must be the next_cursor of an earlier answer.")
                .asException();
    }
}
