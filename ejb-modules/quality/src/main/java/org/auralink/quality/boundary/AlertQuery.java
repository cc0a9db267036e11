package org.auralink.quality.boundary;

import org.auralink.quality.entity.AlertStatus;
import org.auralink.shared.web.PageCursor;
import org.auralink.shared.web.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are asked for.
 *
 * @param status only those, {@code null} for all
 * @param after the last alert of the page before
 * @param limit how many at most
 */
public record AlertQuery(@Nullable AlertStatus status, PageCursor after, int limit) {

    /**
     * Reads what a client sent; {@code null} is what it left out.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming the parameter
     */
    public static AlertQuery of(@Nullable String status, @Nullable String cursor, @Nullable String limit) {
        return new AlertQuery(
                QueryParameters.oneOf("status", status, AlertStatus.values(), AlertStatus::wireName),
                PageCursor.parse(cursor),
                QueryParameters.limit(limit));
    }
}
