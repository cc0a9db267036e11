package org.auralink.media.boundary;

import java.util.List;
import java.util.Optional;
import org.auralink.media.connector.StreamPosition;

/**
 * What the application knows of a node that connects.
 *
 * @param position up to where its events have been applied
 * @param missedEvents whether events are lost, so that the node's present rooms must be compared with ours
 * @param homeless rooms of an earlier process that are to go on at another node
 */
public record Welcome(Optional<StreamPosition> position, boolean missedEvents, List<RoomRequest> homeless) {}
