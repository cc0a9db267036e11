package org.auralink.media.sctp;

/** What became of a message that was to be sent. */
public enum SendOutcome {
    /** It is under way, or waits for its turn. */
    QUEUED,
    /** Too much waits already ({@link SctpLimits#sendBuffer()}); the message is not kept. */
    BUFFER_FULL,
    /** Empty, or larger than a message may be. */
    BAD_SIZE,
    /** The stream is being closed or not there, or the association is over. */
    NOT_OPEN
}
