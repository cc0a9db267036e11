package org.auralink.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.shared.Refusal;

/** Answers everything that a resource throws. A door says in {@link #body} how its failures look. */
public abstract class FailureResponder implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(FailureResponder.class.getName());

    /** All doors of the server together. */
    private static final Repeated REFUSED = new Repeated(System::nanoTime);

    private static final int UNAVAILABLE = 503;

    @Context
    private HttpServletRequest request;

    /** Media type, headers and body of a failure in the shape of this door; status and Retry-After are set already. */
    protected abstract Response.ResponseBuilder body(
            Response.ResponseBuilder response, Failure failure, HttpServletRequest request, String traceId);

    @Override
    public Response toResponse(Throwable thrown) {
        Failure failure = Failures.of(thrown);
        String traceId = TraceFilter.of(request).traceId();
        if (failure.fault()) {
            LOG.log(Level.SEVERE, thrown, () -> "A request failed, trace id " + traceId);
        } else if (failure.status() == UNAVAILABLE) {
            String trail = Failures.trail(thrown);
            int times = REFUSED.happened(trail);
            if (times > 0) {
                LOG.log(
                        Level.WARNING,
                        () -> "A request was refused for now, trace id " + traceId + ": " + trail
                                + (times > 1 ? "; so were " + (times - 1) + " since this was last said" : ""));
            }
        }
        Response.ResponseBuilder response = Response.status(failure.status());
        if (failure.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, failure.retryAfter().toSeconds());
        }
        if (failure.quota() != null && failure.retryAfter() != null) {
            limit(response, failure.quota(), failure.retryAfter());
        }
        if (failure.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (thrown instanceof WebApplicationException http && failure.status() == 405) {
            response.allow(http.getResponse().getAllowedMethods());
        }
        return body(response, failure, request, traceId).build();
    }

    /** The names of draft-ietf-httpapi-ratelimit-headers-07, which clients know. */
    private static void limit(Response.ResponseBuilder response, Refusal.Quota quota, Duration reset) {
        response.header("RateLimit-Limit", quota.requests())
                .header("RateLimit-Remaining", 0)
                .header("RateLimit-Reset", reset.toSeconds())
                .header("RateLimit-Policy", String.join(", ", quota.policy()));
    }
}
