package org.auralink.media.node.net;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which loop an association lives on, by our user name fragment. UDP needs none of it, as each loop has a port; a
 * connection comes in at one port for all. Written by the loops, readable from any thread.
 */
final class UfragIndex {
    private final Map<String, DatagramLoop> loops = new ConcurrentHashMap<>();

    /** What one loop tells of itself. */
    interface OfLoop {
        /** An association with this fragment is here. */
        void add(String ufrag);

        /** It is not any more. */
        void remove(String ufrag);
    }

    /** For one loop to write. */
    OfLoop of(DatagramLoop loop) {
        return new OfLoop() {
            @Override
            public void add(String ufrag) {
                loops.put(ufrag, loop);
            }

            @Override
            public void remove(String ufrag) {
                loops.remove(ufrag);
            }
        };
    }

    /** The loop of the association with this fragment, or null. */
    @Nullable
    DatagramLoop find(String ufrag) {
        return loops.get(ufrag);
    }
}
