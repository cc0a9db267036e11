package org.auralink.media.connector;

import java.util.Optional;
import java.util.Set;

/**
 * What media nodes tell the application. Per node the messages come one at a time and in order; unless the method says
 * otherwise, each is delivered again until it returns normally, so an implementation must bear repetition. The connector keeps no position
 * on disk: the application stores it together with the effect of the event and tells it in {@link #connected}.
 */
public interface MediaEvents {

    /**
     * Whose events this instance of the application takes now. Asked at the beginning and every two seconds from then on:
     * a node that is new in the answer is followed from where {@link #connected} says, and one that is there no more is
     * not followed any longer, without being lost. When the method fails, everything stays as it is. A node that was there
     * has to stay in the answer until {@link #nodeLost} has told that it is gone.
     *
     * @return HTTP addresses of nodes; empty for those that the deployment names
     */
    default Optional<Set<String>> followed() {
        return Optional.empty();
    }

    /**
     * The event stream of a node was opened. Called before the first event of each connection.
     *
     * @return the last position the application has applied for this node, or empty to get everything the node still
     *     holds. A position of another boot is treated as empty.
     */
    Optional<StreamPosition> connected(NodeConnected node);

    /** Something happened on a node. */
    void event(MediaEvent event);

    /**
     * A node's stream is open and the node answers. Told now and then while the stream lives, at most every ten seconds,
     * so that the application knows later until when a node that vanished was there. Not repeated when it fails: the next
     * one says the same.
     */
    void nodeAlive(NodeAlive node);

    /**
     * How a participant's media is, told every few seconds of each. Not repeated when it fails, and in no order with the
     * events: it must only hand over, because the node's events wait for it.
     */
    default void measured(ParticipantQuality quality) {}

    /**
     * A node has not answered for so long that its rooms must be taken for gone, unless the application knows better. Told
     * until it agrees, once per outage then; the connector goes on trying to reach the node in between.
     *
     * @return whether the application takes it for lost too; false when it has another sign of the node's life, or cannot
     *     tell now
     */
    boolean nodeLost(NodeLost node);
}
