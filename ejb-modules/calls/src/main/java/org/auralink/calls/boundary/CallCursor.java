package org.auralink.calls.boundary;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.auralink.shared.Refusal;

/**
 * The last call of a page; the next page begins after it. Opaque to clients, and nothing in it needs protection: it
 * only chooses among calls that the policies show anyway.
 */
public record CallCursor(Instant createdAt, UUID callId) {

    /** Later times have no number of microseconds that Java computes. */
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** The form that clients send back. */
    public String text() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((micros + "," + callId).getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws org.auralink.shared.RefusedException invalid, when the text is no cursor of ours */
    public static CallCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(",", -1);
            if (parts.length == 2) {
                Instant createdAt = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
                if (createdAt.isAfter(Instant.EPOCH) && createdAt.isBefore(LATEST)) {
                    return new CallCursor(createdAt, UUID.fromString(parts[1]));
                }
            }
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            // Refused below: why it is none is of no use to anybody.
        }
        throw Refusal.invalid("cursor", "must be the next_cursor of an earlier answer.")
                .asException();
    }
}
