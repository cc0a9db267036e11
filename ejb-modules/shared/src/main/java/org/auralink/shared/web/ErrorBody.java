package org.auralink.shared.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a refusal looks that no door made: problem+json at our API, GoTrue's shape at the compatible one, a line of text
 * elsewhere.
 *
 * @param type of the media
 * @param bytes in UTF-8
 */
public record ErrorBody(String type, byte[] bytes) {
    /** @param path as it was asked for, which decides on the shape */
    public static ErrorBody of(String path, Failure failure, String traceId) {
        if (path.startsWith("/api/")) {
            return json(Problem.MEDIA_TYPE, Problem.of(failure, traceId));
        }
        if (path.startsWith("/auth/")) {
            return json("application/json", goTrue(failure, traceId));
        }
        return new ErrorBody("text/plain;charset=UTF-8", (failure.detail() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What is known of a failure of which the server tells the status alone. */
    public static Failure failure(int status) {
        return Failures.ofStatus(status);
    }

    private static Map<String, Object> goTrue(Failure failure, String traceId) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", failure.status());
        fields.put("error_code", failure.fault() ? "unexpected_failure" : failure.code());
        fields.put("msg", failure.detail());
        fields.put("error_id", traceId);
        return fields;
    }

    private static ErrorBody json(String type, Object fields) {
        try {
            return new ErrorBody(type, Json.strict().writeValueAsBytes(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
