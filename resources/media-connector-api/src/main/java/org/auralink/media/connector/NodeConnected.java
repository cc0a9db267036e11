package org.auralink.media.connector;

/**
 * A node's greeting on its event stream.
 *
 * @param nodeUrl the address the connector is configured with
 * @param nodeId the node's own name
 * @param bootId this run of the node's process
 * @param oldestSequence the oldest event the node still holds; greater than {@link #lastSequence} when it holds none
 * @param lastSequence the newest event, 0 when there was none yet
 */
public record NodeConnected(String nodeUrl, String nodeId, String bootId, long oldestSequence, long lastSequence) {

    /** Whether events after {@code position} have been dropped by the node, or belong to a boot that is gone. */
    public boolean hasGapAfter(StreamPosition position) {
        return !bootId.equals(position.bootId()) || oldestSequence > position.sequence() + 1;
    }
}
