package org.auralink.calls.boundary;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.auralink.calls.entity.CallStatus;
import org.auralink.calls.entity.Limits;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are asked for.
 *
 * @param status only those, {@code null} for all
 * @param after where to begin, {@code null} for the newest
 * @param limit how many at most
 */
public record CallQuery(
        @Nullable CallStatus status, @Nullable CallCursor after, int limit) {

    /**
     * Reads what a client sent; {@code null} is what it left out.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming the parameter
     */
    public static CallQuery of(@Nullable String status, @Nullable String cursor, @Nullable String limit) {
        return new CallQuery(
                status == null ? null : status(status),
                cursor == null ? null : CallCursor.parse(cursor),
                limit == null ? Limits.USUAL_PAGE : limit(limit));
    }

    private static CallStatus status(String text) {
        String known =
                Arrays.stream(CallStatus.values()).map(CallStatus::wireName).collect(Collectors.joining(", "));
        return CallStatus.parse(text)
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
