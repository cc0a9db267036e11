package org.auralink.media.room.data;

/** Why a client's data was not passed on, or not to everybody. */
public enum DataRefusal {
    /** It is no packet of LiveKit's, or names too many receivers. */
    MALFORMED,
    /** The sender's token does not let it send data. */
    NOT_ALLOWED,
    /** It is more than one client may make the room send. */
    TOO_MUCH,
    /** It came twice. */
    REPEATED,
    /** It is of a data track that its sender does not publish. */
    NO_SUCH_TRACK,
    /** A receiver does not take what waits for it. */
    SLOW_RECEIVER
}
