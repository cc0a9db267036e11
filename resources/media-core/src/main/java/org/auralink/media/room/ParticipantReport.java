package org.auralink.media.room;

import java.util.List;
import org.auralink.media.room.forward.LayerReason;
import org.auralink.media.room.model.ConnectionQuality;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;

/**
 * How a participant's media was since its last report: what an application needs to tell later why somebody had a bad call.
 *
 * @param sid the session
 * @param identity who it is
 * @param quality by the same rules as what participants are told
 * @param score from 1 to 4.5
 * @param resumptions how often the session went on over another signalling connection, since it joined
 * @param up from the client to the node
 * @param down from the node to the client
 * @param roundTripNanos -1 when it is not known: it is measured on what the client receives
 * @param published tracks that others know of, {@link RoomTimes#MOST_REPORTED} at most
 * @param received video that the client is sent, as many at most
 * @param baselines what it would have been sent by simpler rules
 */
public record ParticipantReport(
        ParticipantSid sid,
        ParticipantIdentity identity,
        ConnectionQuality quality,
        float score,
        int resumptions,
        Way up,
        Way down,
        long roundTripNanos,
        List<Published> published,
        List<Received> received,
        Baselines baselines) {

    /**
     * One direction.
     *
     * @param lossPercent of the worst stream, each second's, on average
     * @param jitterNanos of the worst stream, as RFC 3550 6.4.1 computes it
     * @param bitsPerSecond RTP of all streams, retransmissions included
     */
    public record Way(double lossPercent, long jitterNanos, long bitsPerSecond) {}

    /**
     * What the client would have been sent: beside what it was sent, {@link #down}.
     *
     * @param nanos since the last report, of which these are the means as {@link #down} is; 0 when nothing was measured
     * @param adaptiveBitsPerSecond of each video the layer that its client asked for, and all sound
     * @param bestBitsPerSecond of each video the best layer that came, and all sound
     */
    public record Baselines(long nanos, long adaptiveBitsPerSecond, long bestBitsPerSecond) {
        /** Nothing was measured. */
        public static final Baselines NONE = new Baselines(0, 0, 0);
    }

    /**
     * A track that the participant publishes.
     *
     * @param wanted whether somebody is to receive it, so that its publisher is expected to send
     * @param width of the highest layer that comes, in pixels; 0 for audio, and where nobody said
     * @param layer the highest simulcast layer that comes, 0 for the lowest and for the only one; -1 when nothing comes
     * @param bitsPerSecond of all layers within the last second
     */
    public record Published(
            TrackSid sid,
            TrackKind kind,
            TrackSource source,
            boolean muted,
            boolean wanted,
            int width,
            int height,
            int layer,
            long bitsPerSecond) {}

    /**
     * Video of somebody else that the participant is sent.
     *
     * @param wanted the layer that its client asked for, 0 for the lowest, 2 for the highest; -1 when it shows none
     * @param layer the simulcast layer that it is sent; -1 while nothing is sent
     * @param reason why that, and not another
     */
    public record Received(TrackSid sid, int wanted, int layer, LayerReason reason) {}
}
