package org.auralink.media.boundary;

import java.util.List;
import org.auralink.media.connector.NodeParticipant;

/** A room as a node holds it now. */
public record RoomState(String sid, List<NodeParticipant> participants) {}
