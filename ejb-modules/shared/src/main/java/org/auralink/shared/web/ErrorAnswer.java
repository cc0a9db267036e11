package org.auralink.shared.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The page for whatever the server itself refuses or fails at, in the shape that belongs to the path, see
 * {@link ErrorBody}. Without it the server would send a page of its own, with
 * its name and version.
 */
public class ErrorAnswer extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean asked = request.getDispatcherType() != DispatcherType.ERROR;
        int status = asked ? HttpServletResponse.SC_NOT_FOUND : status(request);
        String path = asked
                ? request.getRequestURI()
                : String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        Failure failure = Failures.ofStatus(status);
        String traceId = TraceFilter.of(request).traceId();
        response.setStatus(failure.status());
        if (failure.retryAfter() != null) {
            response.setHeader("Retry-After", Long.toString(failure.retryAfter().toSeconds()));
        }
        ErrorBody body = ErrorBody.of(path, failure, traceId);
        response.setContentType(body.type());
        response.setContentLength(body.bytes().length);
        response.getOutputStream().write(body.bytes());
    }

    private static int status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? status
                : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }
}
