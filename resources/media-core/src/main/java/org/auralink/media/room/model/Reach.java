package org.auralink.media.room.model;

/** Over which ways a client shall look for the node, from the best one to the one that gets through nearly everywhere. */
public enum Reach {
    /** All there are; the client takes the best that works. */
    ANY,
    /** TCP only, because UDP promised more than it held. */
    TCP,
    /** The relay over TLS only, which looks like any web traffic. */
    RELAY
}
