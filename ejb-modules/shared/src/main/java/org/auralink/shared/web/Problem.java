package org.auralink.shared.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.auralink.shared.FieldError;

/**
 * The body of a failure at {@code /api/v1} (RFC 9457).
 *
 * @param type a URN that ends in the code
 * @param title the code in words, the same for every occurrence
 * @param detail what happened this time and what to do
 * @param errors the fields that are wrong; left out when there are none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type, String title, int status, String detail, String code, String traceId, List<FieldError> errors) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(Failure failure, String traceId) {
        String words = failure.code().replace('_', ' ');
        return new Problem(
                "urn:auralink:problem:" + failure.code(),
                Character.toUpperCase(words.charAt(0)) + words.substring(1),
                failure.status(),
                failure.detail(),
                failure.code(),
                traceId,
                failure.errors());
    }
}
