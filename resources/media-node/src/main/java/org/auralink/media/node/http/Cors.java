package org.auralink.media.node.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * Cross-origin rules: any page may talk to the node, because a token, never a cookie, is what grants access. Errors
 * carry the headers too: without them a browser SDK cannot read a 404 and never falls back.
 */
final class Cors {
    private Cors() {}

    static void allow(HttpHeaders request, HttpHeaders response) {
        response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        response.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "*");
        if (request.contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD)) {
            response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "OPTIONS, HEAD, GET, POST, PATCH, DELETE");
            response.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "86400");
            String asked = request.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
            // "*" would not cover Authorization (Fetch standard), so what was asked for is repeated.
            response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, asked == null ? "*" : asked);
        }
    }
}
