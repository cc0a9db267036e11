package org.auralink.media.sctp;

/** Why an association is over. */
public enum EndReason {
    /** Both sides said that they were done, and all data arrived (RFC 9260 9.2). */
    SHUTDOWN,
    /** The peer broke it off (RFC 9260 9.1). */
    PEER_ABORTED,
    /** We broke it off. */
    ABORTED,
    /** The peer did what no rule allows, or asked for more than a peer may. */
    PROTOCOL_VIOLATION,
    /** The peer answered too often not. */
    UNREACHABLE
}
