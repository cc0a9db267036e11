package org.auralink.shared.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request one {@link RequestTrace}: every answer has it in {@code X-Request-Id} and {@code traceparent}, errors in
 * their body, and the log in what is written on the thread meanwhile. The first of the filters, and again in each further
 * dispatch, which may be on another thread.
 */
public class TraceFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String ATTRIBUTE = "org.auralink.request.trace";
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

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestTrace trace = of(request);
        response.setHeader("X-Request-Id", trace.requestId());
        response.setHeader("traceparent", trace.traceparent());
        // The page of an error may be made within the request that failed.
        RequestTrace before = CURRENT.get();
        CURRENT.set(trace);
        try {
            chain.doFilter(request, response);
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }
}
