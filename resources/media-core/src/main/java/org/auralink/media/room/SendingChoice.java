package org.auralink.media.room;

import java.util.List;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.sdp.Media;

/** By which codecs one client may take tracks, and on which of them it is to report when packets arrive. */
final class SendingChoice {
    private final RoomShared shared;
    private final SendingListener listener;

    SendingChoice(RoomShared shared, SendingListener listener) {
        this.shared = shared;
        this.listener = listener;
    }

    /** As the room offers a track. */
    List<SendingCodec> offered(PublishedTrack track, SourceStream source) {
        List<SendingCodec> ours = SendingCodec.ours(track, source.format(), listener.takesRedundancy());
        return isReported(track) ? ours.stream().map(SendingCodec::reported).toList() : ours;
    }

    /** Those by which a client takes a track that offers to receive in a section; empty for none. */
    List<SendingCodec> taking(Media media, PublishedTrack track, SourceStream source) {
        List<SendingCodec> taking = SendingCodec.taking(media, track, source.format(), listener.takesRedundancy());
        return isReported(track)
                ? taking.stream().map(each -> each.reportedIn(media)).toList()
                : taking;
    }

    /** Sound is a small part that always goes: its packets need no numbers. */
    private boolean isReported(PublishedTrack track) {
        return track.kind() == TrackKind.VIDEO && shared.tuning().congestion().enabled();
    }
}
