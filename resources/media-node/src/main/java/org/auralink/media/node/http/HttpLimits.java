package org.auralink.media.node.http;

import java.time.Duration;

/**
 * What connections may cost the node, whose heap may be as small as 192 MB.
 *
 * @param requestLine longest request line in bytes: clients put a token and a compressed offer into the query string
 * @param headers all headers of a request, in bytes
 * @param body largest request body in bytes: nothing that the node answers without a token needs one
 * @param trustedBody largest body of a request that its route trusts by its head ({@link Route#trusts}): metadata of a
 *     megabyte in JSON stays below
 * @param message largest WebSocket message in bytes, compressed and decompressed: LiveKit's own limit
 * @param waitingRequests pipelined requests that may wait behind the one in progress; no client in use pipelines
 * @param unread bytes, with what keeping them costs, of messages that wait for a worker before their connection is no
 *     longer read. Some hundred usual messages; a large one may be alone in it
 * @param unsent bytes, with what keeping them costs, that may wait for a slow reader before its connection is closed:
 *     twice the largest message, so that one join with a large room never trips it
 * @param connections open connections, those to WebSockets and streams included: more than the media of one node can
 *     serve, and less than the usual number of file descriptors
 * @param connectionsOfAddress those of one other end that is no trusted proxy: a quarter, so that others find room
 * @param awaitedRequests connections whose next request is not complete. Each may hold a request line, headers and a
 *     body, which makes 50 MB in all; a client that means it is among them for a round trip
 * @param request time for head and body of a request from its first byte: 64 kB take a modem that long, and 4 MB come
 *     from servers
 * @param idleHttp how long a connection without an upgrade may be silent
 * @param pingInterval how often the server sends a WebSocket ping
 * @param silentSocket how long a WebSocket may be silent, or take nothing of what waits for it: three pings
 * @param goodbye how long a WebSocket that is closed stays open for the client to take what was sent before
 */
public record HttpLimits(
        int requestLine,
        int headers,
        int body,
        int trustedBody,
        int message,
        int waitingRequests,
        int unread,
        int unsent,
        int connections,
        int connectionsOfAddress,
        int awaitedRequests,
        Duration request,
        Duration idleHttp,
        Duration pingInterval,
        Duration silentSocket,
        Duration goodbye) {
    public static final HttpLimits DEFAULT = new HttpLimits(
            64 * 1024,
            64 * 1024,
            64 * 1024,
            4 * 1024 * 1024,
            2 * 1024 * 1024,
            2,
            256 * 1024,
            4 * 1024 * 1024,
            4096,
            1024,
            256,
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));
}
