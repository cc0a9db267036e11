package org.auralink.media.sctp;

/** Why a packet, or a chunk of it, went no further. Each has a counter; none is an exception. */
public enum SctpDrop {
    /** Too short, or its checksum is wrong (RFC 9260 6.8). */
    MALFORMED_PACKET,
    /** Ports that are not the association's. */
    WRONG_PORT,
    /** Its verification tag is not the association's (RFC 9260 8.5). */
    WRONG_TAG,
    /** An impossible length or value in a chunk. */
    MALFORMED_CHUNK,
    /** A kind of chunk nobody here knows. */
    UNKNOWN_CHUNK,
    /** A chunk that has no place in the association's state. */
    OUT_OF_PLACE,
    /** A state cookie that is none of ours, or old (RFC 9260 5.1.5). */
    BAD_COOKIE,
    /** Data that arrived before. */
    DUPLICATE,
    /** Data too far ahead, or with more gaps before it than are remembered. */
    OUT_OF_WINDOW,
    /** Data on a stream that was not agreed on. */
    INVALID_STREAM,
    /** Data beyond the window that was advertised. */
    NO_ROOM,
    /** An acknowledgement of what was never sent. */
    BAD_ACKNOWLEDGEMENT,
    /** More answers asked for than are kept. */
    TOO_MANY_REPLIES
}
