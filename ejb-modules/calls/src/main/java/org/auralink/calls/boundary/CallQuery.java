package org.auralink.calls.boundary;

import org.auralink.calls.entity.CallStatus;
import org.auralink.shared.web.PageCursor;
import org.auralink.shared.web.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are asked for.
 *
 * @param status only those, {@code null} for all
 * @param after where to begin
 * @param limit how many at most
 */
public record CallQuery(@Nullable CallStatus status, PageCursor after, int limit) {

    /**
     * Reads what a client sent; {@code null} is what it left out.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming the parameter
     */
    public static CallQuery of(@Nullable String status, @Nullable String cursor, @Nullable String limit) {
        return new CallQuery(
                QueryParameters.oneOf("status", status, CallStatus.values(), CallStatus::wireName),
                PageCursor.parse(cursor),
                QueryParameters.limit(limit));
    }

    /** Whether it begins with the newest. */
    boolean isFirstPage() {
        return after.equals(PageCursor.START);
    }
}
