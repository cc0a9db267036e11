package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;

/** The other rooms that have the media of one track, because its publisher is forwarded there. */
final class TrackRelays {
    private final List<TrackRelay> relays = new ArrayList<>();

    /** Lets another room have it. */
    void attach(ParticipantRelay owner, TrackRelay relay) {
        detach(owner);
        relays.add(relay);
    }

    /** The end of {@link #attach}. */
    void detach(ParticipantRelay owner) {
        relays.removeIf(relay -> relay.isOf(owner));
    }

    boolean isEmpty() {
        return relays.isEmpty();
    }

    void relay(SourceStream source, RtpPacket packet, boolean repaired) {
        for (int i = 0; i < relays.size(); i++) {
            relays.get(i).packet(source, packet, repaired);
        }
    }

    void relay(SourceStream source, SenderReport report) {
        relays.forEach(relay -> relay.report(source, report));
    }
}
