package org.auralink.calls.entity;

import java.util.Locale;

/** Why a call is over. */
public enum EndReason {
    /** Its room was closed: everybody left, or somebody ended it. */
    COMPLETED,
    /** Its media node went away. */
    NODE_LOST,
    /** Nobody joined it for so long that nobody will. */
    EXPIRED;

    /** The name in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
