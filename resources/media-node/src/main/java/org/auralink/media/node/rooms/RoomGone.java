package org.auralink.media.node.rooms;

/** There is no open room of this name, or it closed before the call reached it. */
public final class RoomGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it is an answer, not a fault. */
    public RoomGone() {
        super("the room is not open", null, false, false);
    }
}
