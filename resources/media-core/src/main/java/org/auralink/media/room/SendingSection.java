package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.forward.OutboundStream;
import org.auralink.media.room.forward.PacketOut;
import org.auralink.media.room.forward.Scratch;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.forward.Subscription;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.SidGenerator;
import org.auralink.media.rtcp.SourceDescription;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.Media;
import org.auralink.media.sdp.PayloadFormat;
import org.auralink.media.sdp.SubscriberOffer;
import org.jspecify.annotations.Nullable;

/** A media section towards a subscriber: carries one track after another, each with numbers of its own. */
final class SendingSection {
    private final String mid;
    private final String kind;
    private List<Codec> codecs;
    private int ssrc;
    private int repairSsrc;
    private String stream = "";
    private SourceDescription description = new SourceDescription(0, "");
    private @Nullable PublishedTrack track;
    private @Nullable Subscription subscription;
    private @Nullable PublishedTrack offered;
    private boolean free = true;

    /** @param codecs as which it is offered while it carries nothing yet */
    SendingSection(String mid, String kind, List<Codec> codecs) {
        this.mid = mid;
        this.kind = kind;
        this.codecs = codecs;
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
        codecs = SubscriberCodecs.offered(PayloadFormat.of(source.codec()).orElseThrow(), newTrack.stereo());
        ssrc = sids.number();
        repairSsrc = SubscriberCodecs.repair(codecs.get(0)) == null ? 0 : sids.number();
        // Clients of LiveKit find the publisher and the track by these two words.
        stream = publisher.value() + "|" + newTrack.sid().value();
        description = new SourceDescription(ssrc, stream);
        Codec best = codecs.get(0);
        Codec repair = SubscriberCodecs.repair(best);
        var numbers = numbers(best, repair == null ? -1 : repair.payloadType());
        var created = new Subscription(newTrack.forwarded(), transport, numbers, scratch);
        subscription = created;
        newTrack.forwarded().add(created);
        return created;
    }

    private OutboundStream numbers(Codec codec, int repairType) {
        return new OutboundStream(ssrc, codec.payloadType(), repairSsrc, repairType, codec.clockRate());
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
                withRepairs(),
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

    private List<Codec> withRepairs() {
        List<Codec> all = new ArrayList<>();
        for (Codec codec : codecs) {
            all.add(codec);
            Codec repair = SubscriberCodecs.repair(codec);
            if (repair != null) {
                all.add(repair);
            }
        }
        return all;
    }

    /**
     * The numbers by which the client takes what was offered, the best that it takes: with its retransmissions, unless it
     * does not take those.
     *
     * @param media the section in the client's answer
     * @return null when it takes none
     */
    @Nullable
    OutboundStream taken(Media media) {
        if (media.port() == 0 || !media.direction().receives()) {
            return null;
        }
        for (Codec codec : codecs) {
            if (SubscriberCodecs.isTaken(codec, media.codec(codec.payloadType()))) {
                return numbers(codec, repairType(codec, media));
            }
        }
        return null;
    }

    private static int repairType(Codec taken, Media media) {
        Codec repair = SubscriberCodecs.repair(taken);
        return repair != null && SubscriberCodecs.isTaken(repair, media.codec(repair.payloadType()))
                ? repair.payloadType()
                : -1;
    }
}
