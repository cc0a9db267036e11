package org.auralink.media.connector.adapter;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/** What a thread of the application is about, as nodes are told it (W3C Trace Context, level 1). */
final class Traceparent {
    private Traceparent() {}

    /** Empty when nothing is recorded. */
    static String ofThisThread() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() && span.isSampled()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : "";
    }
}
