package org.auralink.media.srtp;

import java.util.Arrays;

/**
 * Tags of the packets sent last in one stream. A packet that is sent again under its number gets the tag it had, unless
 * something in it changed.
 */
final class SentTags {
    /** Two seconds of video at 2 Mbit/s: older packets are not repeated. 8 KB. A power of two. */
    private static final int SIZE = 512;

    private final long[] indexes = new long[SIZE];
    private final long[] tags = new long[SIZE];

    SentTags() {
        Arrays.fill(indexes, -1);
    }

    /** Remembers the tag of the packet with this index. */
    void put(long index, long tag) {
        int slot = (int) index & SIZE - 1;
        indexes[slot] = index;
        tags[slot] = tag;
    }

    /** Whether the packet with this index is known to have had this tag. */
    boolean has(long index, long tag) {
        int slot = (int) index & SIZE - 1;
        return indexes[slot] == index && tags[slot] == tag;
    }
}
