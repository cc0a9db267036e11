package org.auralink.shared.web;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.auralink.shared.traces.Spans;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request one {@link RequestTrace}: every answer has it in {@code X-Request-Id} and {@code traceparent}, errors in
 * their body, and the log in what is written on the thread meanwhile. The first of the filters, and again in each further
 * dispatch, which may be on another thread. Where spans are collected, a request to the API has one that is called the same.
 */
public class TraceFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String ATTRIBUTE = "org.auralink.request.trace";
    private static final String SPAN = "org.auralink.request.span";
    private static final int SERVER_ERROR = 500;
    private static final ThreadLocal<@Nullable RequestTrace> CURRENT = new ThreadLocal<>();

    /** That of the request which this thread answers; none on threads that work for nobody who waits. */
    public static Optional<RequestTrace> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** That of a request, the same for all of its dispatches. */
    static RequestTrace of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestTrace known) {
            return known;
        }
        RequestTrace fresh = RequestTrace.of(request.getHeader("traceparent"), request.getHeader("X-Request-Id"));
        request.setAttribute(ATTRIBUTE, fresh);
        return fresh;
    }

    /** That of a request to the API, the same for all of its dispatches; none that records else. */
    private static Span span(HttpServletRequest request) {
        if (request.getAttribute(SPAN) instanceof Span known) {
            return known;
        }
        String path = Surface.path(request);
        boolean first =
                request.getDispatcherType() == DispatcherType.REQUEST && request.getAttribute(ATTRIBUTE) == null;
        if (!first || !path.startsWith("/api/") && !path.startsWith("/auth/")) {
            return Span.getInvalid();
        }
        // Named by whoever knows the path's template: the path itself holds ids, and is as long as a stranger wants.
        Span span = Spans.answering("request", request.getHeader("traceparent"));
        if (span.isRecording()) {
            request.setAttribute(ATTRIBUTE, of(request).of(span.getSpanContext()));
            request.setAttribute(SPAN, span);
        }
        return span;
    }

    private static void end(Span span, int status) {
        if (span.isRecording()) {
            span.setAttribute("http.response.status_code", status);
            if (status >= SERVER_ERROR) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Span span = span(request);
        RequestTrace trace = of(request);
        request.setAttribute(Clients.REQUEST, request);
        response.setHeader("X-Request-Id", trace.requestId());
        response.setHeader("traceparent", trace.traceparent());
        // The page of an error may be made within the request that failed.
        RequestTrace before = CURRENT.get();
        CURRENT.set(trace);
        try (Scope scope = span.isRecording() ? span.makeCurrent() : Scope.noop()) {
            chain.doFilter(request, response);
        } finally {
            if (!request.isAsyncStarted()) {
                end(span, response.getStatus());
            }
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }
}
