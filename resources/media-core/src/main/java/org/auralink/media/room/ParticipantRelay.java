package org.auralink.media.room;

import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;

/**
 * Learns what somebody publishes, and gets its media, to have it in another room as well. Told on the thread of the room
 * where the participant is; the other room may have another.
 */
public interface ParticipantRelay {
    /** What others are told about the participant is different. */
    void changed(ParticipantInfo info);

    /**
     * It publishes a track, or did so before.
     *
     * @param announced what it said of the track
     */
    void published(TrackSid track, ClientSignal.AddTrack announced, boolean muted);

    /**
     * How it speaks is different, or it is told for the first time.
     *
     * @param level 0 to 1, as everybody where it is is told
     * @param active whether it speaks
     */
    void speaks(float level, boolean active);

    /** It does not publish that any more. */
    void unpublished(TrackSid track);

    /**
     * A packet of a track that is not muted.
     *
     * @param stream which of the track's, as it is in the other room: the same for all of its packets, of no other use here
     * @param packet to be copied; the room's own again on return
     * @param repaired whether it came as a retransmission
     */
    void packet(TrackSid track, SourceStream stream, RtpPacket packet, boolean repaired);

    /** The publisher's report on a stream. */
    void report(TrackSid track, SourceStream stream, SenderReport report);

    /** The participant is not in the room any more. */
    void ended();
}
