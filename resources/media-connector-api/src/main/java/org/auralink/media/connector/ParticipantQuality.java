package org.auralink.media.connector;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one participant's media was since the report before, as its node measured it. Has no position in the node's stream:
 * what is not read in time is lost, and the next one comes in seconds.
 *
 * @param nodeUrl the address the connector is configured with
 * @param nodeId the node's own name
 * @param at when, by the node's clock
 * @param roomName the room's name
 * @param participantSid the node's id of this joining
 * @param identity who it is
 * @param quality in the node's judgement
 * @param score a mean opinion score from 1 to 4.5
 * @param resumptions how often the session went on over another signalling connection, since it joined
 * @param up from the client to the node
 * @param down from the node to the client
 * @param roundTripMs {@code null} when it is not known
 * @param published tracks of the participant, {@link #MOST_TRACKS} at most
 * @param received video that it is sent, as many at most
 * @param baselines what other ways of sending would have taken; {@code null} where the node does not tell, as older ones
 *     and LiveKit's own server
 */
public record ParticipantQuality(
        String nodeUrl,
        String nodeId,
        Instant at,
        String roomName,
        String participantSid,
        String identity,
        Quality quality,
        double score,
        int resumptions,
        Way up,
        Way down,
        @Nullable Integer roundTripMs,
        List<Published> published,
        List<Received> received,
        @Nullable Baselines baselines) {

    /** Of each kind in one report; our nodes tell no more. */
    public static final int MOST_TRACKS = 16;

    /** As LiveKit calls them. */
    public enum Quality {
        POOR,
        GOOD,
        EXCELLENT,
        LOST
    }

    /**
     * One direction.
     *
     * @param lossPercent of the worst stream, 0 to 100
     * @param jitterMs of the worst stream
     * @param bitrateBps of all streams
     */
    public record Way(double lossPercent, int jitterMs, long bitrateBps) {}

    /**
     * A track that the participant publishes.
     *
     * @param video whether it is one
     * @param source such as {@code camera}
     * @param wanted whether somebody is to receive it
     * @param width of the highest layer that comes, in pixels; 0 for audio, and where it is not known
     * @param layer the highest layer that comes, 0 for the lowest; -1 when nothing comes
     */
    public record Published(
            String sid,
            boolean video,
            String source,
            boolean muted,
            boolean wanted,
            int width,
            int height,
            int layer,
            long bitrateBps) {}

    /**
     * Video of somebody else.
     *
     * @param wanted the layer that its client asked for, 0 for the lowest, 2 for the highest; -1 when it shows none, and
     *     where the node does not tell
     * @param layer that it is sent; -1 while nothing is sent
     */
    public record Received(String sid, int wanted, int layer, LayerReason reason) {}

    /** Why a video is sent in its layer. */
    public enum LayerReason {
        /** The client asked for it. */
        WANTED,
        /** The publisher sends none that is larger. */
        BEST_PUBLISHED,
        /** The client does not show it. */
        HIDDEN,
        /** The publisher muted it. */
        MUTED,
        /** Nothing comes from the publisher. */
        NOT_SENT,
        /** The connection carries no more. */
        BANDWIDTH,
        /** The receiver can do with fewer pictures, and the node's operator wants to save. */
        SAVING,
        /** Another layer begins with its next key frame. */
        SWITCHING,
        /** The node does not tell, as older ones, or tells something that is not known here. */
        UNKNOWN
    }

    /**
     * What would have been sent to the participant instead of {@link #down}, by the layers that came from the publishers of
     * what it receives: as the node measured those, without retransmissions, and no more than the connection carries.
     *
     * @param intervalMs of how much time the rates are the means, since the report before; above 0
     * @param adaptiveBps if of each track it had been sent the layer that its client asked for, and the sound of everybody:
     *     plain simulcast with LiveKit's adaptive stream
     * @param bestBps if of each track it had been sent the best layer that came
     */
    public record Baselines(int intervalMs, long adaptiveBps, long bestBps) {}

    /** Names nobody. */
    @Override
    public String toString() {
        return "ParticipantQuality[" + participantSid + "]";
    }
}
