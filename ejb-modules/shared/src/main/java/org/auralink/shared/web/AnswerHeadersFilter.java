package org.auralink.shared.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/**
 * What every answer tells browsers and caches, whoever gives it. It is set before anything else happens, so that pages,
 * assets and public keys, which know better, replace what they need.
 */
public class AnswerHeadersFilter extends HttpFilter {
    private Map<String, String> headers = Map.of();

    @Override
    public void init(FilterConfig filter) throws ServletException {
        super.init(filter);
        headers = configured();
    }

    /** With the names of headers as keys, for where people open the web application. */
    public static Map<String, String> configured() {
        Settings settings = Settings.current();
        return headers(
                settings.optional(SharedSettings.PUBLIC_URL).orElse(""), settings.integer(SharedSettings.HSTS_AGE));
    }

    /**
     * @param publicUrl where people open the web application
     * @param hstsAge seconds, 0 for no such header
     */
    static Map<String, String> headers(String publicUrl, int hstsAge) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Content-Type-Options", "nosniff");
        // Tokens, tickets and what belongs to somebody: not in any cache (RFC 9111, 5.2.2.5).
        headers.put("Cache-Control", "no-store");
        headers.put("Referrer-Policy", "no-referrer");
        // For an answer that a browser is made to show as a page.
        headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.put("X-Frame-Options", "DENY");
        // Loaded by nobody else's page as an image, script or style. What pages fetch with CORS is not concerned.
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        if (publicUrl.startsWith("https:") && hstsAge > 0) {
            // RFC 6797. Not for other names of the domain, which are not ours to decide on.
            headers.put("Strict-Transport-Security", "max-age=" + hstsAge);
        }
        return headers;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Starting.isOver();
        headers.forEach(response::setHeader);
        if (Stopping.isAnnounced()) {
            // The next request of this client had better go to another server.
            response.setHeader("Connection", "close");
        }
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            chain.doFilter(request, response);
            return;
        }
        Stopping.entered();
        try {
            chain.doFilter(request, response);
        } finally {
            Stopping.left(request);
        }
    }
}
