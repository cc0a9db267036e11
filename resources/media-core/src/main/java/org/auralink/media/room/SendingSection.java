package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.auralink.media.room.forward.OutboundStream;
import org.auralink.media.room.forward.PacketOut;
import org.auralink.media.room.forward.Scratch;
import org.auralink.media.room.forward.Subscription;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.SidGenerator;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.rtcp.SourceDescription;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.HeaderExtension;
import org.auralink.media.sdp.Media;
import org.auralink.media.sdp.SubscriberOffer;
import org.jspecify.annotations.Nullable;

/** A media section towards a subscriber: carries one track after another, each with numbers of its own. */
final class SendingSection {
    private final String mid;
    private final TrackKind kind;
    private List<SendingCodec> codecs;
    private int ssrc;
    private int repairSsrc;
    private @Nullable ParticipantSid publisher;
    private String stream = "";
    private SourceDescription source = new SourceDescription(0, "");
    private @Nullable PublishedTrack track;
    private @Nullable Subscription subscription;
    private @Nullable PublishedTrack offered;
    private boolean free = true;
    private boolean closed;

    /** @param codecs as which it is offered while it carries nothing yet */
    SendingSection(String mid, TrackKind kind, List<SendingCodec> codecs) {
        this.mid = mid;
        this.kind = kind;
        this.codecs = codecs;
    }

    /**
     * Lets it carry a track from the next description on.
     *
     * @param names codecs by any of which the client may take it, the best first
     */
    Subscription assign(
            ParticipantSid newPublisher,
            PublishedTrack newTrack,
            List<SendingCodec> names,
            SidGenerator sids,
            PacketOut transport,
            Scratch scratch) {
        free = false;
        publisher = newPublisher;
        track = newTrack;
        codecs = names;
        ssrc = sids.number();
        repairSsrc = names.get(0).repair() == null ? 0 : sids.number();
        // Clients of LiveKit find the publisher and the track by these two words.
        stream = newPublisher.value() + "|" + newTrack.sid().value();
        source = new SourceDescription(ssrc, stream);
        var created = new Subscription(newTrack.forwarded(), transport, best(), scratch);
        subscription = created;
        newTrack.forwarded().add(created);
        return created;
    }

    /** How a client takes what it is answered, which is what it offered to receive. */
    Taken answeredAs() {
        boolean backup = codecs.get(0).backup();
        for (SendingCodec each : codecs) {
            if (each.backup() && !backup) {
                return new Taken(best(), false, numbers(each));
            }
        }
        return new Taken(best(), backup, null);
    }

    /** The numbers of the best codec. */
    private OutboundStream best() {
        return numbers(codecs.get(0));
    }

    private OutboundStream numbers(SendingCodec best) {
        Codec repair = best.repair();
        return numbers(
                best.codec(),
                repair == null ? -1 : repair.payloadType(),
                best.dependencyExtension(),
                best.transportExtension());
    }

    private OutboundStream numbers(Codec codec, int repairType, int dependencyExtension, int transportExtension) {
        return new OutboundStream(
                ssrc,
                codec.payloadType(),
                repairSsrc,
                repairType,
                codec.clockRate(),
                dependencyExtension,
                SendingCodec.blockPayloadType(codec),
                transportExtension);
    }

    /** Whether a client is ready to receive in a section that it describes. */
    static boolean receives(Media media) {
        return media.port() != 0 && media.direction().receives();
    }

    /** What a section that a client describes is for; null for what nobody publishes. */
    static @Nullable TrackKind kind(Media media) {
        return switch (media.kind()) {
            case "audio" -> TrackKind.AUDIO;
            case "video" -> TrackKind.VIDEO;
            default -> null;
        };
    }

    /** How the client shows what it carries. */
    void show(long now, ClientSignal.UpdateTrackSettings wanted) {
        PublishedTrack shown = track;
        Subscription present = subscription;
        if (shown != null && present != null) {
            VideoQuality quality = wanted.width() > 0 && wanted.height() > 0
                    ? shown.qualityFor(wanted.width(), wanted.height())
                    : wanted.quality();
            present.settings(now, wanted.disabled(), quality, wanted.fps());
            present.setPriority(wanted.priority());
        }
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

    /** The client offers not to receive in it. */
    void close() {
        release();
        closed = true;
        free = false;
    }

    /** The client offers to receive in it. */
    void reopen() {
        if (closed) {
            closed = false;
            free = true;
        }
    }

    String mid() {
        return mid;
    }

    TrackKind kind() {
        return kind;
    }

    /** Of the track that it carries, or carried last. */
    ParticipantSid publisher() {
        return Objects.requireNonNull(publisher);
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
        offered = track;
        return description();
    }

    /** Its part of an answer to a client that offers to receive; the client knows then what it carries. */
    SubscriberOffer.Section answer() {
        free = track == null && !closed;
        return description();
    }

    private SubscriberOffer.Section description() {
        PublishedTrack present = track;
        return new SubscriberOffer.Section(
                mid,
                kind == TrackKind.VIDEO ? "video" : "audio",
                withRepairs(),
                extensions(),
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
    SourceDescription source() {
        return source;
    }

    private List<HeaderExtension> extensions() {
        List<HeaderExtension> extensions = new ArrayList<>();
        for (SendingCodec each : codecs) {
            add(extensions, each.dependencyExtension(), HeaderExtension.DEPENDENCY_DESCRIPTOR);
            add(extensions, each.transportExtension(), HeaderExtension.TRANSPORT_SEQUENCE);
        }
        return extensions;
    }

    private static void add(List<HeaderExtension> extensions, int id, String uri) {
        if (id > 0 && extensions.stream().noneMatch(each -> each.id() == id)) {
            extensions.add(new HeaderExtension(id, uri));
        }
    }

    private List<Codec> withRepairs() {
        List<Codec> all = new ArrayList<>();
        for (SendingCodec each : codecs) {
            all.add(each.codec());
            if (each.repair() != null) {
                all.add(each.repair());
            }
        }
        return all;
    }

    /**
     * How the client takes what was offered.
     *
     * @param out numbers of the best that it takes
     * @param backup whether that is the track's second codec
     * @param second numbers of the second codec, when the client takes that besides the first; or null
     */
    record Taken(
            OutboundStream out, boolean backup, @Nullable OutboundStream second) {
        /** Has a subscription to the track sent so. */
        void agree(long now, PublishedTrack track, Subscription subscription) {
            PublishedTrack other = track.backup();
            if (other != null && backup) {
                subscription.alternative(other.forwarded(), out);
                subscription.take(now, other.forwarded());
                subscription.onlyThis();
                return;
            }
            subscription.agreed(out);
            if (other != null && second != null) {
                subscription.alternative(other.forwarded(), second);
            }
        }
    }

    /**
     * The numbers by which the client takes what was offered, the best that it takes: with its retransmissions, unless it
     * does not take those.
     *
     * @param media the section in the client's answer
     * @return null when it takes none
     */
    @Nullable
    Taken taken(Media media) {
        if (!receives(media)) {
            return null;
        }
        OutboundStream first = taken(media, false);
        OutboundStream second = taken(media, true);
        if (first == null) {
            return second == null ? null : new Taken(second, true, null);
        }
        return new Taken(first, false, second);
    }

    private @Nullable OutboundStream taken(Media media, boolean backup) {
        for (SendingCodec each : codecs) {
            if (each.backup() != backup) {
                continue;
            }
            Codec codec = each.codec();
            if (SubscriberCodecs.isTaken(codec, media.codec(codec.payloadType()))) {
                int extension = media.extensionId(HeaderExtension.DEPENDENCY_DESCRIPTOR);
                boolean described = extension > 0 && extension == each.dependencyExtension();
                return numbers(
                        codec, repairType(each.repair(), media), described ? extension : 0, reportedAs(media, each));
            }
        }
        return null;
    }

    /** The id of the number by which the client reports on packets; 0 when it does not. */
    private static int reportedAs(Media media, SendingCodec offered) {
        int id = media.extensionId(HeaderExtension.TRANSPORT_SEQUENCE);
        boolean reports = id > 0
                && id == offered.transportExtension()
                && SendingCodec.reports(media, offered.codec().payloadType());
        return reports ? id : 0;
    }

    private static int repairType(@Nullable Codec repair, Media media) {
        return repair != null && SubscriberCodecs.isTaken(repair, media.codec(repair.payloadType()))
                ? repair.payloadType()
                : -1;
    }
}
