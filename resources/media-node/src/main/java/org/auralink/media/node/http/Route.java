package org.auralink.media.node.http;

/** What answers the requests of one path. Called on the connection's I/O thread: it must not block. */
@FunctionalInterface
public interface Route {
    /** Answers {@code exchange} exactly once, now or later from any thread. */
    void handle(Exchange exchange);
}
