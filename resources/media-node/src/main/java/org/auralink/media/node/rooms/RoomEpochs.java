package org.auralink.media.node.rooms;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fencing: whoever gives rooms to nodes counts, for each name, how often it did, and shows the count (the room's epoch) when
 * it opens or closes a room. An owner that slept through its replacement shows an older one, and is refused here.
 */
final class RoomEpochs {
    /** Far more names than a node has rooms; some 200 bytes each. Names that were asked about longest ago go first. */
    static final int MOST = 16_384;

    private final Map<String, Long> highest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Remembers the epoch, unless a later one of this name is known.
     *
     * @return the highest epoch that is known now; the given one, unless it is outdated
     */
    synchronized long show(String room, long epoch) {
        return highest.merge(room, epoch, Math::max);
    }
}
