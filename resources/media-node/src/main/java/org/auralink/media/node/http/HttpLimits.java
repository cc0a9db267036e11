package org.auralink.media.node.http;

import java.time.Duration;

/**
 * What one connection may cost the node.
 *
 * @param requestLine longest request line in bytes: clients put a token and a compressed offer into the query string
 * @param headers all headers of a request, in bytes
 * @param body largest request body in bytes
 * @param message largest WebSocket message in bytes, compressed and decompressed: LiveKit's own limit
 * @param waitingRequests pipelined requests that may wait behind the one in progress
 * @param unsent bytes, with what keeping them costs, that may wait for a slow reader before its connection is closed:
 *     twice the largest message, so that one join with a large room never trips it
 * @param idleHttp how long a connection without an upgrade may be silent
 * @param pingInterval how often the server sends a WebSocket ping
 * @param silentSocket how long a WebSocket may be silent, three pings
 */
public record HttpLimits(
        int requestLine,
        int headers,
        int body,
        int message,
        int waitingRequests,
        int unsent,
        Duration idleHttp,
        Duration pingInterval,
        Duration silentSocket) {
    public static final HttpLimits DEFAULT = new HttpLimits(
            64 * 1024,
            64 * 1024,
            10 * 1024 * 1024,
            2 * 1024 * 1024,
            16,
            4 * 1024 * 1024,
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));
}
