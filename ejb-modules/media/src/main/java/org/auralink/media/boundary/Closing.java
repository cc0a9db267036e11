package org.auralink.media.boundary;

/** What became of a wish to close a room. */
public enum Closing {
    /** A node held it and has closed it; the rest comes as events. */
    CLOSED,
    /** Every node that there is has said that it holds no such room. */
    NOWHERE,
    /** No node that could be asked holds it, and not all could be asked. */
    UNKNOWN
}
