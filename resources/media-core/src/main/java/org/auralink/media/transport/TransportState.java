package org.auralink.media.transport;

/** Where an association stands. */
public enum TransportState {
    /** ICE, DTLS or the check of the fingerprint is not finished. */
    NEW,
    /** Media flows. */
    CONNECTED,
    /** No sign of the client for {@link TransportLimits#disconnectedAfter()}; it may come back. */
    DISCONNECTED,
    /** Over, for good: see {@link FailureReason}. */
    FAILED,
    /** Closed by us or by the client's close_notify. */
    CLOSED
}
