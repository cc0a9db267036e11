package org.auralink.shared.web;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.AnnotatedElement;
import java.util.Set;
import org.auralink.shared.metrics.Metrics;
import org.auralink.shared.traces.Spans;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests at a door by the template of their path, never by the path itself, which holds ids and is as long as a
 * stranger wants. Timed until the answer begins.
 */
@PreMatching
@Priority(RequestMetrics.FIRST)
public class RequestMetrics implements ContainerRequestFilter, ContainerResponseFilter {
    /** Before whatever refuses requests. */
    static final int FIRST = 99;

    private static final String BEGAN = "org.auralink.request.began";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final double NANOS = 1e9;

    private static final Counter REQUESTS = Metrics.counter(
            "auralink_http_requests", "Requests at the doors, by their path's template.", "method", "route", "status");
    private static final Histogram DURATION = Metrics.histogram(
            "auralink_http_request_duration_seconds",
            "From the request to the beginning of the answer.",
            Metrics.SECONDS,
            "method",
            "route");

    @Context
    private @Nullable ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(BEGAN, System.nanoTime());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String method = method(request);
        String route = route(request, resource);
        Spans.answered(method, route);
        REQUESTS.labelValues(method, route, Integer.toString(response.getStatus()))
                .inc();
        if (request.getProperty(BEGAN) instanceof Long began) {
            DURATION.labelValues(method, route).observe((System.nanoTime() - began) / NANOS);
        }
    }

    /** One of HTTP's, or {@code other}. */
    private static String method(ContainerRequestContext request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
    }

    /** The template of the path, such as {@code /api/v1/calls/{id}}; the same for all that no resource answers. */
    public static String route(ContainerRequestContext request, @Nullable ResourceInfo found) {
        String door = request.getUriInfo().getBaseUri().getPath();
        if (found == null || found.getResourceClass() == null || found.getResourceMethod() == null) {
            return joined(door, "unmatched");
        }
        return joined(joined(door, template(found.getResourceClass())), template(found.getResourceMethod()));
    }

    private static String template(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    static String joined(String before, String after) {
        String left = before.endsWith("/") ? before.substring(0, before.length() - 1) : before;
        String right = after.startsWith("/") ? after.substring(1) : after;
        return right.isEmpty() ? left : left + "/" + right;
    }
}
