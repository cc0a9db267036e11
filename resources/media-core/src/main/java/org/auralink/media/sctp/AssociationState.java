package org.auralink.media.sctp;

/** Where an association is (RFC 9260 4). */
public enum AssociationState {
    /** Shaking hands, or not begun. */
    CONNECTING,
    /** Data flows. */
    ESTABLISHED,
    /** Data that waits is sent, then we say that we are done. */
    SHUTDOWN_PENDING,
    /** We said so. */
    SHUTDOWN_SENT,
    /** The peer said so; data that waits is sent. */
    SHUTDOWN_RECEIVED,
    /** We told the peer that we are done too. */
    SHUTDOWN_ACK_SENT,
    /** Over. */
    ENDED
}
