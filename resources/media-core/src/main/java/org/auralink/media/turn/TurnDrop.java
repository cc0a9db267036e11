package org.auralink.media.turn;

/** Why something was not relayed, or not answered. */
public enum TurnDrop {
    /** No TURN message, or a broken one. */
    MALFORMED,
    /** Data over what is no allocation. */
    NO_ALLOCATION,
    /** To or from a peer that was not permitted. */
    NOT_PERMITTED,
    /** More than one allocation, or all of them, may relay. */
    TOO_MUCH,
    /** More requests on one allocation than a client has use for. */
    TOO_MANY_REQUESTS
}
