package org.auralink.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

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
            log(Level.SEVERE, "A request failed, trace id " + traceId, failure, thrown);
        } else if (failure.status() == UNAVAILABLE) {
            String trail = Failures.trail(thrown);
            int times = REFUSED.happened(trail);
            if (times > 0) {
                String others = times > 1 ? "; so were " + (times - 1) + " since this was last said" : "";
                String message = "A request was refused for now, trace id " + traceId + ": " + trail + others;
                log(Level.WARNING, message, failure, null);
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

    /** With the code that the client is told, which no message has. */
    private static void log(Level level, String message, Failure failure, @Nullable Throwable thrown) {
        var record = new LogRecord(level, message);
        record.setLoggerName(LOG.getName());
        record.setParameters(new Object[] {new ErrorCode(failure.code())});
        record.setThrown(thrown);
        LOG.log(record);
    }
}
