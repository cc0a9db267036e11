package org.auralink.shared;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not carried out although nothing is broken. Knows nothing of HTTP; each door has one table that turns
 * it into its own shape. {@code code} is a stable snake_case word for programs, {@code detail} a sentence for a person
 * that says what to do, without a secret, a stack or an SQL text.
 */
public sealed interface Refusal {
    String code();

    String detail();

    /** Ready to be thrown: {@code throw Refusal.notFound("…").asException()}. */
    default RefusedException asException() {
        return new RefusedException(this, null);
    }

    /** @param cause why, for the log; the client is not told */
    default RefusedException asException(Throwable cause) {
        return new RefusedException(this, cause);
    }

    /** The request itself is wrong; sending it again will not help. */
    record Invalid(String code, String detail, List<FieldError> errors) implements Refusal {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /** Nobody knows who is asking: no token, or one that cannot be trusted. */
    record NotAuthenticated(String code, String detail) implements Refusal {}

    /** The caller may see it and may not do it. */
    record Forbidden(String code, String detail) implements Refusal {}

    /** It is not there, or the caller may not know that it is. */
    record NotFound(String code, String detail) implements Refusal {}

    /** It contradicts the state of things, which the caller may read and then try again. */
    record Conflict(String code, String detail) implements Refusal {}

    /** It was there and is over. */
    record Gone(String code, String detail) implements Refusal {}

    /** The body is larger than the door takes. */
    record TooLarge(String code, String detail) implements Refusal {}

    /** It did not arrive in time. */
    record TimedOut(String code, String detail) implements Refusal {}

    /** Well formed and understood, but a rule or a limit of the instance forbids it. */
    record Unprocessable(String code, String detail, List<FieldError> errors) implements Refusal {
        public Unprocessable {
            errors = List.copyOf(errors);
        }
    }

    /** Too often. */
    record RateLimited(
            String code,
            String detail,
            Duration retryAfter,
            @Nullable Quota quota) implements Refusal {}

    /**
     * The limit that a request met.
     *
     * @param requests that may be made at once
     * @param policy each part of the limit in the form of draft-ietf-httpapi-ratelimit-headers-07: {@code 30;w=300}
     */
    record Quota(int requests, List<String> policy) {
        public Quota {
            policy = List.copyOf(policy);
        }
    }

    /** Something that this server needs is away. */
    record Unavailable(String code, String detail, Duration retryAfter) implements Refusal {}

    /** One field is wrong. The message completes the sentence "field …", such as {@code must not be empty.} */
    static Invalid invalid(String field, String message) {
        return new Invalid(
                "validation_failed", "The field " + field + " " + message, List.of(new FieldError(field, message)));
    }

    static NotAuthenticated notAuthenticated(String detail) {
        return new NotAuthenticated("not_authenticated", detail);
    }

    static Forbidden forbidden(String detail) {
        return new Forbidden("forbidden", detail);
    }

    static NotFound notFound(String detail) {
        return new NotFound("not_found", detail);
    }

    static Conflict conflict(String detail) {
        return new Conflict("conflict", detail);
    }

    static Gone gone(String detail) {
        return new Gone("gone", detail);
    }

    static TooLarge tooLarge(long limitBytes) {
        return new TooLarge("payload_too_large", "The request body may have at most " + limitBytes + " bytes.");
    }

    /** Where it ends cannot be told. */
    static Invalid malformedBody() {
        return new Invalid("validation_failed", "The chunks of the request body are malformed.", List.of());
    }

    static TimedOut timedOut(Duration limit) {
        return new TimedOut(
                "request_timeout", "The request body did not arrive within " + limit.toSeconds() + " seconds.");
    }

    static Unavailable crowdedOut(Duration retryAfter) {
        return new Unavailable(
                "dependency_unavailable",
                "Too many requests are on their way at once, and this one took longest. Try again in a moment.",
                retryAfter);
    }

    static Unprocessable limitExceeded(String detail) {
        return new Unprocessable("limit_exceeded", detail, List.of());
    }

    /** Not for a number that the client could know, but because too much goes on at once. */
    static RateLimited rateLimited(String detail, Duration retryAfter) {
        return new RateLimited("rate_limited", detail, retryAfter, null);
    }

    /** @param dependency what is away, as a person would call it: {@code The database} */
    static Unavailable unavailable(String dependency, Duration retryAfter) {
        return new Unavailable(
                "dependency_unavailable", dependency + " cannot be reached. Try again in a moment.", retryAfter);
    }
}
