package org.auralink.console;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the browser is told about every page and asset of the console. */
final class PageRules {

    private PageRules() {}

    /**
     * Headers of a page. Scripts and styles come from this origin only; connections go to it and to the media nodes.
     * No referrer: the address of a guest's page is the key to the call.
     */
    static Map<String, String> ofPage(MediaOrigins media) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", policy(media));
        headers.put("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self), geolocation=()");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("X-Frame-Options", "DENY");
        // The one page names the assets of its build: it is asked for again each time.
        headers.put("Cache-Control", "no-cache");
        headers.putAll(ofAll());
        return headers;
    }

    /** Headers of an asset: its name changes with its content, so it is kept for the longest usual time, a year. */
    static Map<String, String> ofAsset() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "public, max-age=31536000, immutable");
        headers.put("Vary", "Accept-Encoding");
        headers.putAll(ofAll());
        return headers;
    }

    private static Map<String, String> ofAll() {
        return Map.of("X-Content-Type-Options", "nosniff", "Referrer-Policy", "no-referrer");
    }

    private static String policy(MediaOrigins media) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self'",
                "media-src 'self' blob:",
                "connect-src " + connections(media),
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'");
    }

    private static String connections(MediaOrigins media) {
        return media.values().isEmpty() ? "'self'" : "'self' " + String.join(" ", media.values());
    }
}
