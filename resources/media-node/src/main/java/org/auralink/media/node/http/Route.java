package org.auralink.media.node.http;

/** What answers the requests of one path. Called on a worker: it may read what the client sent, but must not block. */
@FunctionalInterface
public interface Route {
    /** Answers {@code exchange} exactly once, now or later from any thread. */
    void handle(Exchange exchange);

    /**
     * Whether a request may have a body of {@link HttpLimits#trustedBody()} instead of {@link HttpLimits#body()}. Asked
     * before the body is read, on a worker too, so that strangers cannot make the node keep large ones.
     *
     * @param head the request without its body; must not be answered
     */
    default boolean trusts(Exchange head) {
        return false;
    }

    /**
     * Whether the connection's own thread calls {@link #handle}. For what reads nothing and is answered also when the
     * workers are stuck.
     */
    default boolean isImmediate() {
        return false;
    }
}
