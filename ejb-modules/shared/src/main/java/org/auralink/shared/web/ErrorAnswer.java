package org.auralink.shared.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The page for whatever the server itself refuses or fails at, in the shape that belongs to the path: problem+json at our
 * API, GoTrue's at the compatible one, a line of text elsewhere. Without it the server would send a page of its own, with
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
        String traceId = RequestTrace.of(request.getHeader("traceparent"), null).traceId();
        response.setStatus(failure.status());
        if (path.startsWith("/api/")) {
            send(response, Problem.MEDIA_TYPE, Json.strict().writeValueAsBytes(Problem.of(failure, traceId)));
        } else if (path.startsWith("/auth/")) {
            send(response, "application/json", Json.strict().writeValueAsBytes(goTrue(failure, traceId)));
        } else {
            send(response, "text/plain;charset=UTF-8", (failure.detail() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static int status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? status
                : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    private static Map<String, Object> goTrue(Failure failure, String traceId) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", failure.status());
        fields.put("error_code", failure.fault() ? "unexpected_failure" : failure.code());
        fields.put("msg", failure.detail());
        fields.put("error_id", traceId);
        return fields;
    }

    private static void send(HttpServletResponse response, String type, byte[] body) throws IOException {
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
