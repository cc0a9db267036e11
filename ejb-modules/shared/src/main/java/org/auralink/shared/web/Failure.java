package org.auralink.shared.web;

import java.time.Duration;
import java.util.List;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A failed request, before it gets the shape of its door.
 *
 * @param status of HTTP
 * @param code stable snake_case word
 * @param detail a sentence for a person
 * @param retryAfter when trying again makes sense, null when it does not
 * @param quota the limit that was met, null when it was none
 * @param fault true when it is ours: it is logged with its cause, and the client is told the trace id only
 */
public record Failure(
        int status,
        String code,
        String detail,
        List<FieldError> errors,
        @Nullable Duration retryAfter,
        Refusal.@Nullable Quota quota,
        boolean fault) {}
