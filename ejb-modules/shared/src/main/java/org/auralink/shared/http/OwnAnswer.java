package org.auralink.shared.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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

    private final String headers;

    /** @param headers of every answer */
    OwnAnswer(Map<String, String> headers) {
        this.headers = headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
    }

    /** Whether the application made it, by its line and headers. */
    boolean isOurs(String head) {
        return head.toLowerCase(Locale.ROOT).contains(MARK);
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
        RequestTrace trace = RequestTrace.random();
        ErrorBody body = ErrorBody.of(refused == null ? requests.path() : refused.path(), failure, trace.traceId());
        String allow = failure.status() == Refused.METHOD_NOT_ALLOWED ? "Allow: " + RequestHead.METHODS + "\r\n" : "";
        String retry = failure.retryAfter() == null
                ? ""
                : "Retry-After: " + failure.retryAfter().toSeconds() + "\r\n";
        String head = "HTTP/1.1 " + failure.status() + " " + phrase(failure.status()) + "\r\n" + headers + allow + retry
                + "X-Request-Id: " + trace.requestId() + "\r\nContent-Type: " + body.type() + "\r\nContent-Length: "
                + body.bytes().length + "\r\n" + (last ? "Connection: close\r\n" : "") + "\r\n";
        var answer = new ByteArrayOutputStream();
        answer.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        if (refused != null || !requests.asksForHeadAlone()) {
            answer.writeBytes(body.bytes());
        }
        return answer.toByteArray();
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
