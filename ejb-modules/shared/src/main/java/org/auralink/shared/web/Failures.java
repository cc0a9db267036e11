package org.auralink.shared.web;

import jakarta.ws.rs.WebApplicationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.policies.AwayException;
import org.auralink.shared.policies.Outages;
import org.jspecify.annotations.Nullable;

/** The one table from what was thrown to what is answered. */
public final class Failures {
    /** The pools look at a connection again when it is borrowed, so the next attempt may already succeed. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** Containers wrap a fault three or four times; a cycle of causes must end. */
    private static final int TRAIL_LENGTH = 10;

    private Failures() {}

    public static Failure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return of(refused.refusal());
            }
            if (cause instanceof AwayException away) {
                return of(Refusal.unavailable(away.dependency(), away.retryAfter()));
            }
            if (Outages.isOne(cause)) {
                return of(Refusal.unavailable("A service that this server needs", RETRY_AFTER));
            }
        }
        if (thrown instanceof WebApplicationException http) {
            return ofHttp(http);
        }
        return new Failure(
                500, "internal", "Something went wrong on our side. Quote the trace id.", List.of(), null, null, true);
    }

    public static Failure of(Refusal refusal) {
        if (refusal instanceof Refusal.Invalid it) {
            return failure(400, it, it.errors(), null);
        } else if (refusal instanceof Refusal.NotAuthenticated) {
            return failure(401, refusal, List.of(), null);
        } else if (refusal instanceof Refusal.Forbidden) {
            return failure(403, refusal, List.of(), null);
        } else if (refusal instanceof Refusal.NotFound) {
            return failure(404, refusal, List.of(), null);
        } else if (refusal instanceof Refusal.TimedOut) {
            return failure(408, refusal, List.of(), null);
        } else if (refusal instanceof Refusal.Conflict) {
            return failure(409, refusal, List.of(), null);
        } else if (refusal instanceof Refusal.Gone) {
            return failure(410, refusal, List.of(), null);
        } else if (refusal instanceof Refusal.TooLarge) {
            return failure(413, refusal, List.of(), null);
        } else if (refusal instanceof Refusal.Unprocessable it) {
            return failure(422, it, it.errors(), null);
        } else if (refusal instanceof Refusal.RateLimited it) {
            return new Failure(429, it.code(), it.detail(), List.of(), it.retryAfter(), it.quota(), false);
        } else if (refusal instanceof Refusal.Unavailable it) {
            return failure(503, it, List.of(), it.retryAfter());
        }
        throw new IllegalStateException("a kind of refusal without an answer");
    }

    /** What JAX-RS itself refuses, in our words: its own texts name classes. */
    private static Failure ofHttp(WebApplicationException http) {
        return ofStatus(http.getResponse().getStatus());
    }

    /** For what a server refuses by itself, of which only the status is known. */
    static Failure ofStatus(int status) {
        return switch (status) {
            case 404 ->
                new Failure(404, "not_found", "There is nothing at this address.", List.of(), null, null, false);
            case 405 ->
                new Failure(
                        405,
                        "method_not_allowed",
                        "This address does not take that method.",
                        List.of(),
                        null,
                        null,
                        false);
            case 406 ->
                new Failure(
                        406, "not_acceptable", "This address answers application/json.", List.of(), null, null, false);
            case 415 ->
                new Failure(
                        415,
                        "unsupported_media_type",
                        "Send the body as application/json and name that in Content-Type.",
                        List.of(),
                        null,
                        null,
                        false);
            case 503 ->
                failure(
                        503,
                        new Refusal.Unavailable(
                                "dependency_unavailable",
                                "This server serves nobody at the moment. Try again soon.",
                                RETRY_AFTER),
                        List.of(),
                        RETRY_AFTER);
            default ->
                status < 500
                        ? new Failure(
                                status, "validation_failed", "The request is malformed.", List.of(), null, null, false)
                        : new Failure(
                                status,
                                "internal",
                                "Something went wrong on our side. Quote the trace id.",
                                List.of(),
                                null,
                                null,
                                true);
        };
    }

    private static Failure failure(
            int status, Refusal refusal, List<FieldError> errors, @Nullable Duration retryAfter) {
        return new Failure(status, refusal.code(), refusal.detail(), errors, retryAfter, null, false);
    }

    /**
     * What was thrown and why, in one line for a log. Texts of our own exceptions only: those of libraries quote addresses
     * and rows.
     */
    static String trail(Throwable thrown) {
        StringBuilder trail = new StringBuilder();
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < TRAIL_LENGTH; cause = cause.getCause(), depth++) {
            trail.append(depth == 0 ? "" : ", because of ")
                    .append(cause.getClass().getSimpleName());
            if (cause.getClass().getName().startsWith("org.auralink.")) {
                trail.append(" (").append(cause.getMessage()).append(')');
            } else if (cause instanceof SQLException sql) {
                trail.append(" (SQLSTATE ").append(sql.getSQLState()).append(')');
            }
        }
        return trail.toString();
    }
}
