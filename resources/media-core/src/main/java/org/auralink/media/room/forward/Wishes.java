package org.auralink.media.room.forward;

/** How many receivers of a track want which layer at most. */
final class Wishes {
    private final int[] receivers = new int[ForwardedTrack.MAX_LAYERS];

    /** A receiver wants another layer than before; -1 for none. */
    void changed(int before, int after) {
        if (before >= 0) {
            receivers[before]--;
        }
        if (after >= 0) {
            receivers[after]++;
        }
    }

    /** The highest layer that somebody wants; -1 for none. */
    int highest() {
        for (int layer = receivers.length - 1; layer >= 0; layer--) {
            if (receivers[layer] > 0) {
                return layer;
            }
        }
        return -1;
    }
}
