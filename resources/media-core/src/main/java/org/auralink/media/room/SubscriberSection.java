package org.auralink.media.room;

import org.auralink.media.room.forward.OutboundStream;
import org.auralink.media.room.forward.PacketOut;
import org.auralink.media.room.forward.Scratch;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.forward.Subscription;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.SidGenerator;
import org.auralink.media.rtcp.SourceDescription;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.SubscriberOffer;
import org.jspecify.annotations.Nullable;

/** A media section towards a subscriber: carries one track after another, each with numbers of its own. */
final class SubscriberSection {
    private final String mid;
    private final String kind;
    private Codec codec;
    private @Nullable Codec repair;
    private int ssrc;
    private int repairSsrc;
    private String stream = "";
    private SourceDescription description = new SourceDescription(0, "");
    private @Nullable PublishedTrack track;
    private @Nullable Subscription subscription;
    private @Nullable PublishedTrack offered;
    private boolean free;

    SubscriberSection(String mid, String kind, Codec codec) {
        this.mid = mid;
        this.kind = kind;
        this.codec = codec;
    }

    /** Lets it carry a track from the next offer on. */
    Subscription assign(
            ParticipantSid publisher,
            PublishedTrack newTrack,
            SourceStream source,
            SidGenerator sids,
            PacketOut transport,
            Scratch scratch) {
        free = false;
        track = newTrack;
        codec = SubscriberCodecs.primary(source.codec(), newTrack.stereo());
        Codec repairCodec = SubscriberCodecs.repair(codec);
        repair = repairCodec;
        ssrc = sids.number();
        repairSsrc = repairCodec == null ? 0 : sids.number();
        // Clients of LiveKit find the publisher and the track by these two words.
        stream = publisher.value() + "|" + newTrack.sid().value();
        description = new SourceDescription(ssrc, stream);
        int repairType = repairCodec == null ? -1 : repairCodec.payloadType();
        var numbers = new OutboundStream(ssrc, codec.payloadType(), repairSsrc, repairType, codec.clockRate());
        var created = new Subscription(newTrack.forwarded(), transport, numbers, scratch);
        subscription = created;
        newTrack.forwarded().add(created);
        return created;
    }

    /** Lets it carry nothing from the next offer on; packets stop at once. */
    void release() {
        Subscription ending = subscription;
        if (ending != null) {
            ending.track().remove(ending);
        }
        subscription = null;
        track = null;
        stream = "";
    }

    String mid() {
        return mid;
    }

    String kind() {
        return kind;
    }

    @Nullable
    PublishedTrack track() {
        return track;
    }

    @Nullable
    Subscription subscription() {
        return subscription;
    }

    /** Whether the client knows that it carries nothing, so that another track can use it. */
    boolean isFree() {
        return free;
    }

    /** Its part of an offer. */
    SubscriberOffer.Section offer() {
        PublishedTrack present = track;
        offered = present;
        return new SubscriberOffer.Section(
                mid,
                kind,
                codec,
                repair,
                ssrc,
                repairSsrc,
                stream,
                present == null ? "" : present.sid().value());
    }

    /**
     * The client answered the offer.
     *
     * @return what was offered and is still wanted, or null
     */
    @Nullable
    Subscription answered() {
        PublishedTrack was = offered;
        offered = null;
        if (was == null) {
            free = track == null;
            return null;
        }
        return was == track ? subscription : null;
    }

    /** What is sent with reports on its stream: the canonical name, as in the offer. */
    SourceDescription description() {
        return description;
    }

    int payloadType() {
        return codec.payloadType();
    }
}
