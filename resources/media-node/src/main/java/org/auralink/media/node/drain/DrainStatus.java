package org.auralink.media.node.drain;

import com.google.gson.JsonObject;
import java.util.Locale;

/**
 * How far a drain is.
 *
 * @param state what the node does about new rooms
 * @param deadlineMillis when rooms that are left are ended, milliseconds since the epoch; 0 while nothing is drained
 * @param rooms that are open
 * @param participants whose media is connected
 * @param ended rooms that were ended by this drain's deadline
 */
public record DrainStatus(State state, long deadlineMillis, int rooms, int participants, int ended) {
    /** What the node does about new rooms. */
    public enum State {
        /** It opens them. */
        IN_SERVICE,
        /** It opens none, and those that are open go on until the deadline. */
        DRAINING,
        /** It opens none, and none is open: the node can go. */
        DRAINED;

        /** The name on the wire. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether nothing is left that anybody would miss. */
    public boolean isOver() {
        return state == State.DRAINED;
    }

    /** One JSON object, names in snake_case. */
    public String json() {
        var json = new JsonObject();
        json.addProperty("state", state.wire());
        json.addProperty("deadline_ms", deadlineMillis);
        json.addProperty("rooms", rooms);
        json.addProperty("participants", participants);
        json.addProperty("rooms_ended", ended);
        return json.toString();
    }
}
