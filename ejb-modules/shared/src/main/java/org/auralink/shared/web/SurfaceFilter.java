package org.auralink.shared.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.auralink.shared.metrics.Metrics;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/**
 * Which of the server's own endpoints are asked at which port. Payara puts {@code /health}, {@code /metrics} and
 * {@code /openapi} into whatever application is at the root: names of classes, sizes of heap and pools, and which part is
 * down, for anybody. On the port for people there is left only whether the server is alive, started and ready, which load
 * balancers ask; the rest is for the administration's port, which serves nothing else. Its {@code /metrics} are ours and not Payara's
 * (docs/adr/0015-metrics.md).
 */
public class SurfaceFilter extends HttpFilter {
    private static final String METRICS = "/metrics";
    private static final int NONE = -1;

    private int administrationPort = NONE;

    @Override
    public void init(FilterConfig filter) throws ServletException {
        super.init(filter);
        administrationPort = administrationPort();
    }

    /** -1 when there is none. */
    static int administrationPort() {
        return Settings.current().integer(SharedSettings.ADMIN_PORT, NONE);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isServed(request)) {
            response.setHeader("Connection", "close");
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        boolean administration = request.getLocalPort() == administrationPort;
        if (administration && METRICS.equals(Surface.path(request))) {
            answerMetrics(response);
            return;
        }
        switch (Surface.of(Surface.path(request), administration)) {
            case OPEN -> chain.doFilter(request, response);
            case BARE -> BareHealth.answer(request, response, chain);
            case HIDDEN -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void answerMetrics(HttpServletResponse response) throws IOException {
        byte[] page = Metrics.page();
        response.setContentType(Metrics.CONTENT_TYPE);
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    /** One host, as RFC 9112, 3.2 wants it, and a version that has headers at all: HTTP/2 where it was negotiated by TLS. */
    private static boolean isServed(HttpServletRequest request) {
        boolean http2 = request.isSecure() && request.getProtocol().startsWith("HTTP/2");
        return (http2 || request.getProtocol().startsWith("HTTP/1."))
                && Collections.list(request.getHeaders("Host")).size() <= 1;
    }
}
