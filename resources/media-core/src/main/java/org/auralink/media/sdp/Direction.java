package org.auralink.media.sdp;

import java.util.Locale;

/** Which way media flows in a section (RFC 8866 6.7), seen from who wrote it. */
public enum Direction {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    /** That of somebody who does so. */
    public static Direction of(boolean sends, boolean receives) {
        return sends ? receives ? SENDRECV : SENDONLY : receives ? RECVONLY : INACTIVE;
    }

    /** Whether who wrote it sends. */
    public boolean sends() {
        return this == SENDRECV || this == SENDONLY;
    }

    /** Whether who wrote it receives. */
    public boolean receives() {
        return this == SENDRECV || this == RECVONLY;
    }

    /** As in SDP. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
