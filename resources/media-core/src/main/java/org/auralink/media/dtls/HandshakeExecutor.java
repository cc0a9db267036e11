package org.auralink.media.dtls;

/** Threads for handshakes: each blocks for a few round trips, so none may run on a loop. */
@FunctionalInterface
public interface HandshakeExecutor {
    /**
     * Runs a handshake on another thread, soon.
     *
     * @return false when too many wait already; it is never run then
     */
    boolean start(Runnable handshake);
}
