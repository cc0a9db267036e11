package org.auralink.media.node.rooms;

/** A room that is not open is not opened: the node is being emptied. */
public final class NodeDraining extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What whoever asked for the room is told. */
    public static final String TEXT = "node is draining and opens no new rooms";

    NodeDraining() {
        super(TEXT, null, false, false);
    }
}
