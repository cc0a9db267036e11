package org.auralink.shared.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.auralink.shared.web.ErrorBody;
import org.auralink.shared.web.Failure;
import org.auralink.shared.web.RequestTrace;

/** An answer to what never reaches a door: the headers of every answer, and a refusal in the shape of its path. */
final class OwnAnswer {
    /** In every answer of the application, whatever else replaces. */
    private static final String MARK = "\r\nx-content-type-options:";

    private final Map<String, String> fields;
    private final String headers;

    /**
     * A refusal in parts.
     *
     * @param fields of its head, by their names
     */
    record Parts(Map<String, String> fields, byte[] body) {}

    /** @param headers of every answer */
    OwnAnswer(Map<String, String> headers) {
        this.fields = Map.copyOf(headers);
        this.headers = headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
    }

    /** Whether the application made it, by its line and headers. */
    boolean isOurs(String head) {
        return head.toLowerCase(Locale.ROOT).contains(MARK);
    }

    /** What an answer that lacks them gets. */
    Map<String, String> fields() {
        return fields;
    }

    /** Lines for an answer that lacks them. */
    byte[] headers() {
        return headers.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * @param status of the server, for what it refuses although it seemed sound here
     * @param last whether the connection is closed behind it
     */
    byte[] to(RequestStream requests, int status, boolean last) {
        Refused refused = requests.refused();
        Failure failure = refused == null ? ErrorBody.failure(status) : refused.failure();
        Parts parts = of(refused == null ? requests.path() : refused.path(), failure);
        String head = "HTTP/1.1 " + failure.status() + " " + phrase(failure.status()) + "\r\n" + headers
                + parts.fields.entrySet().stream()
                        .map(field -> field.getKey() + ": " + field.getValue() + "\r\n")
                        .collect(Collectors.joining())
                + (last ? "Connection: close\r\n" : "") + "\r\n";
        var answer = new ByteArrayOutputStream();
        answer.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        if (refused != null || !requests.asksForHeadAlone()) {
            answer.writeBytes(parts.body);
        }
        return answer.toByteArray();
    }

    /** A refusal in the shape of its path, without what is in every answer. */
    static Parts of(String path, Failure failure) {
        RequestTrace trace = RequestTrace.random();
        ErrorBody body = ErrorBody.of(path, failure, trace.traceId());
        Map<String, String> fields = new LinkedHashMap<>();
        if (failure.status() == Refused.METHOD_NOT_ALLOWED) {
            fields.put("Allow", RequestHead.METHODS);
        }
        if (failure.retryAfter() != null) {
            fields.put("Retry-After", "" + failure.retryAfter().toSeconds());
        }
        fields.put("X-Request-Id", trace.requestId());
        fields.put("Content-Type", body.type());
        fields.put("Content-Length", "" + body.bytes().length);
        return new Parts(fields, body.bytes());
    }

    private static String phrase(int status) {
        return switch (status) {
            case Refused.BAD_REQUEST -> "Bad Request";
            case Refused.NOT_FOUND -> "Not Found";
            case Refused.METHOD_NOT_ALLOWED -> "Method Not Allowed";
            case Refused.URI_TOO_LONG -> "URI Too Long";
            case Refused.FIELDS_TOO_LARGE -> "Request Header Fields Too Large";
            case Refused.VERSION_NOT_SUPPORTED -> "HTTP Version Not Supported";
            default -> status < 500 ? "Refused" : "Failed";
        };
    }
}
