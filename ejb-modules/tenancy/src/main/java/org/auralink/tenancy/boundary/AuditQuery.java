package org.auralink.tenancy.boundary;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.auralink.shared.Refusal;
import org.auralink.shared.web.PageCursor;
import org.auralink.shared.web.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the audit somebody wants to see; null where anything will do.
 *
 * @param since from then on
 * @param until before then
 */
public record AuditQuery(
        @Nullable String action,
        @Nullable UUID actor,
        @Nullable String target,
        @Nullable Instant since,
        @Nullable Instant until,
        PageCursor after,
        int limit) {
    /**
     * As it comes.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming the parameter
     */
    public static AuditQuery of(
            @Nullable String action,
            @Nullable String actorId,
            @Nullable String target,
            @Nullable String since,
            @Nullable String until,
            @Nullable String cursor,
            @Nullable String limit) {
        UUID actor = Belonging.parse(actorId);
        if (actorId != null && actor == null) {
            throw Refusal.invalid("actor_id", "must be the id of an account.").asException();
        }
        return new AuditQuery(
                action,
                actor,
                target,
                time("since", since),
                time("until", until),
                PageCursor.parse(cursor),
                QueryParameters.limit(limit));
    }

    private static @Nullable Instant time(String field, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(field, "must be a time such as 2027-01-31T12:00:00Z.")
                    .asException(e);
        }
    }
}
