package org.auralink.shared.web;

import io.opentelemetry.api.trace.SpanContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By which a request is found again in the logs.
 *
 * @param requestId the client's, if it is harmless, else the trace id
 * @param traceId 32 hexadecimal digits, the client's if it sent a valid {@code traceparent} (W3C Trace Context, level 1)
 * @param spanId 16 hexadecimal digits, ours
 */
public record RequestTrace(String requestId, String traceId, String spanId) {
    private static final Pattern PARENT =
            Pattern.compile("[0-9a-e][0-9a-f]-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
    private static final Pattern HARMLESS_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    static RequestTrace of(@Nullable String traceparent, @Nullable String requestId) {
        Matcher parent = PARENT.matcher(traceparent == null ? "" : traceparent);
        String traceId = parent.matches() ? parent.group(1) : hex(16);
        boolean harmless = requestId != null && HARMLESS_ID.matcher(requestId).matches();
        return new RequestTrace(harmless && requestId != null ? requestId : traceId, traceId, hex(8));
    }

    /** Of a request that is recorded: as {@code span} is called. */
    RequestTrace of(SpanContext span) {
        boolean own = requestId.equals(traceId);
        return new RequestTrace(own ? span.getTraceId() : requestId, span.getTraceId(), span.getSpanId());
    }

    /** For a request of which nothing is known. */
    public static RequestTrace random() {
        return of(null, null);
    }

    /** As the header of that name (W3C Trace Context, level 1). */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + "-01";
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        // To be told apart, not to be kept from anybody; and the system's own source lets one thread in at a time.
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
