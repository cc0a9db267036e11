package org.auralink.media.turn;

/** Errors of RFC 8656 18.9 and RFC 8489 14.8 that are in use here. They have no words, so that they are small. */
enum TurnRefusal {
    BAD_REQUEST(400),
    UNAUTHENTICATED(401),
    /** A peer that nobody may reach through us. */
    FORBIDDEN(403),
    UNKNOWN_ATTRIBUTE(420),
    /** There is no allocation, or one already. */
    ALLOCATION_MISMATCH(437),
    STALE_NONCE(438),
    /** An address family that the node has no address of. */
    ADDRESS_FAMILY(440),
    /** The allocation is somebody else's. */
    WRONG_CREDENTIALS(441),
    /** Another transport than UDP. */
    UNSUPPORTED_TRANSPORT(442),
    /** A peer of another address family than the allocation's. */
    PEER_FAMILY(443),
    QUOTA(486),
    CAPACITY(508);

    private final int code;

    TurnRefusal(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
