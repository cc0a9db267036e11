package org.auralink.media.sctp;

/** Takes messages as they become complete and their turn comes. */
@FunctionalInterface
interface MessageSink {
    /** The bytes are whoever's again on return. */
    void deliver(int stream, int ppid, byte[] buf, int from, int size);
}
