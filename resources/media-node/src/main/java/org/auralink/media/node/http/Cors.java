package org.auralink.media.node.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * Cross-origin rules (Fetch standard): pages of any site may read what the paths for pages answer, because a token, never
 * a cookie, is what grants access there. Errors carry the headers too: without them a browser SDK cannot read a 404 and
 * never falls back. Other paths are none of a page's business, and have no such headers.
 */
final class Cors {
    private Cors() {}

    static void allow(HttpHeaders request, HttpHeaders response) {
        response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        response.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After");
        if (request.contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD)) {
            response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD");
            response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization");
            response.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "86400");
        }
    }
}
