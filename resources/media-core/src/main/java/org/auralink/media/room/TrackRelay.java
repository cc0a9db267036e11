package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.forward.KeyFrameSpacing;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;

/** One track on its way to another room. */
final class TrackRelay {
    private final TrackSid track;
    private final ParticipantRelay relay;
    private final KeyFrameSpacing spacing;
    private final List<Twin> twins = new ArrayList<>();

    /** A stream here, and as it is there. */
    private record Twin(SourceStream here, SourceStream there) {}

    TrackRelay(TrackSid track, ParticipantRelay relay, KeyFrameSpacing spacing) {
        this.track = track;
        this.relay = relay;
        this.spacing = spacing;
    }

    boolean isOf(ParticipantRelay other) {
        return relay == other;
    }

    void packet(SourceStream source, RtpPacket packet, boolean repaired) {
        relay.packet(track, there(source), packet, repaired);
    }

    void report(SourceStream source, SenderReport report) {
        relay.report(track, there(source), report);
    }

    private SourceStream there(SourceStream source) {
        for (Twin twin : twins) {
            if (twin.here == source) {
                return twin.there;
            }
        }
        twins.removeIf(twin -> twin.here.layer() == source.layer());
        var twin = new Twin(source, source.twin(spacing));
        twins.add(twin);
        return twin.there;
    }
}
