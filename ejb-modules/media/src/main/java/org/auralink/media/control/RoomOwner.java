package org.auralink.media.control;

/**
 * Who holds a room.
 *
 * @param nodeId the node
 * @param epoch the fencing token: grows with each giving away of any room, so whoever shows a lower one than somebody else
 *     for the same room was replaced meanwhile. 0 of an owner from before rooms had one
 */
public record RoomOwner(String nodeId, long epoch) {

    /** Reads what {@link #text} wrote, and an id alone. */
    static RoomOwner parse(String text) {
        int blank = text.indexOf(' ');
        return blank < 0
                ? new RoomOwner(text, 0)
                : new RoomOwner(text.substring(blank + 1), Long.parseLong(text.substring(0, blank)));
    }

    String text() {
        return epoch == 0 ? nodeId : epoch + " " + nodeId;
    }
}
