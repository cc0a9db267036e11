package org.auralink.media.transport;

/** Why an association failed or closed. */
public enum FailureReason {
    /** No authenticated check for {@link TransportLimits#failedAfter()} (RFC 7675). */
    CONSENT_EXPIRED,
    /** Nothing connected within {@link TransportLimits#connectWithin()}. */
    CONNECT_TIMEOUT,
    /** The DTLS handshake was refused or broke off. */
    HANDSHAKE_FAILED,
    /** The node had no room for another handshake. */
    HANDSHAKES_EXHAUSTED,
    /** The client's certificate is not the one its session description names. */
    FINGERPRINT_MISMATCH,
    /** The client said goodbye on DTLS. */
    CLOSE_NOTIFY,
    /** {@link PeerTransport#close} was called. */
    CLOSED_LOCALLY
}
