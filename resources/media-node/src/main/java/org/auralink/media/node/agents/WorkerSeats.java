package org.auralink.media.node.agents;

import java.util.HashMap;
import java.util.Map;

/** How many workers may be connected, in all and with one API key. From any thread. */
final class WorkerSeats {
    private final AgentLimits limits;
    private final Map<String, Integer> byKey = new HashMap<>();
    private int taken;

    WorkerSeats(AgentLimits limits) {
        this.limits = limits;
    }

    /** Takes one; false when there is none. */
    synchronized boolean take(String key) {
        int ofKey = byKey.getOrDefault(key, 0);
        if (taken >= limits.workers() || ofKey >= limits.workersOfKey()) {
            return false;
        }
        taken++;
        byKey.put(key, ofKey + 1);
        return true;
    }

    synchronized void leave(String key) {
        taken--;
        byKey.computeIfPresent(key, (name, count) -> count > 1 ? count - 1 : null);
    }
}
