package org.auralink.media.room;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.auralink.media.codec.CodecPolicy;
import org.auralink.media.codec.PayloadFormat;
import org.auralink.media.codec.Sound;
import org.auralink.media.room.forward.ForwardedTrack;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.model.CodecInfo;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.MediaRate;
import org.jspecify.annotations.Nullable;

/**
 * A track of one publisher: announced by a signal, bound to a media section by an offer, known to others once media has
 * arrived.
 */
final class PublishedTrack {
    private final TrackSid sid;
    private final ClientSignal.AddTrack announced;
    private final ForwardedTrack forwarded;
    private final AudioLevel level;
    private final Demand demand;
    private final List<TrackRelay> relays = new ArrayList<>();
    private boolean muted;
    private int width;
    private int height;
    private List<Integer> audioFeatures;
    private String mid = "";
    private String codecCid;
    private String mimeType = "";
    private boolean told;
    private boolean subscribed;
    private final @Nullable PublishedTrack first;
    private final @Nullable PublishedTrack backup;
    private final Set<String> names = new HashSet<>();
    private boolean replaced;

    /** @param codecs that are forwarded; a second one that is announced, and is among them, is sent on demand */
    PublishedTrack(TrackSid sid, ClientSignal.AddTrack announced, RoomTuning tuning, CodecPolicy codecs) {
        this(sid, announced, tuning, codecs, null);
    }

    private PublishedTrack(
            TrackSid sid,
            ClientSignal.AddTrack announced,
            RoomTuning tuning,
            CodecPolicy codecs,
            @Nullable PublishedTrack first) {
        this.first = first;
        level = new AudioLevel(tuning.speakers());
        demand = first == null ? new Demand(tuning.pauseDelayNanos()) : Demand.ofNothingYet(tuning.pauseDelayNanos());
        this.sid = sid;
        this.announced = announced;
        muted = announced.muted();
        width = announced.width();
        height = announced.height();
        audioFeatures = announced.audioFeatures();
        forwarded = new ForwardedTrack(announced.kind() == TrackKind.VIDEO);
        forwarded.setMuted(0, muted);
        backup = first == null && Announcements.hasBackup(announced, codecs)
                ? new PublishedTrack(sid, announced.backup(), tuning, codecs, this)
                : null;
        codecCid = announced.cid();
        names.add(announced.cid());
        announced.codecs().stream().limit(backup == null ? Long.MAX_VALUE : 1).forEach(each -> names.add(each.cid()));
        names.remove("");
    }

    /** The same track in its second codec, for those who do not take the first; null when none was announced. */
    @Nullable
    PublishedTrack backup() {
        return backup;
    }

    /** Whether this is the {@link #backup} of another. */
    boolean isBackup() {
        return first != null;
    }

    /** The client is about to send it under this id. */
    void call(ClientSignal.AddTrack request) {
        codecCid = request.cid();
        names.add(request.cid());
        request.codecs().forEach(each -> names.add(each.cid()));
        names.remove("");
    }

    /** The client sends it in no section any more. */
    void unbind() {
        mid = "";
        mimeType = "";
        forwarded.forgetStreams();
    }

    /** The format of its codec, as it will be when nothing of it was seen yet; empty when that is not known. */
    Optional<PayloadFormat> format() {
        SourceStream stream = anyStream();
        return stream != null
                ? Optional.of(stream.format())
                : PayloadFormat.Kind.named(kind().section(), preferredCodec()).map(PayloadFormat.Kind::usual);
    }

    TrackSid sid() {
        return sid;
    }

    /** What its publisher said of it. */
    ClientSignal.AddTrack announced() {
        return announced;
    }

    /** Lets another room have its media. */
    void attach(ParticipantRelay owner, TrackRelay relay) {
        detach(owner);
        relays.add(relay);
    }

    /** The end of {@link #attach}. */
    void detach(ParticipantRelay owner) {
        relays.removeIf(relay -> relay.isOf(owner));
    }

    /** Passes a packet on to other rooms; while it is muted nothing of it goes anywhere. */
    void relay(SourceStream source, RtpPacket packet, boolean repaired) {
        for (int i = 0; i < relays.size() && !muted; i++) {
            relays.get(i).packet(source, packet, repaired);
        }
    }

    /** Passes its publisher's report on to other rooms. */
    void relay(SourceStream source, SenderReport report) {
        relays.forEach(relay -> relay.report(source, report));
    }

    /** The highest layer that is wanted; of other rooms nobody knows here, so they want all. */
    private int wanted() {
        return relays.isEmpty() ? forwarded.wanted() : ForwardedTrack.MAX_LAYERS - 1;
    }

    /** The client's id of it. */
    String cid() {
        return announced.cid();
    }

    TrackKind kind() {
        return announced.kind();
    }

    TrackSource source() {
        return announced.source();
    }

    /** How much its publisher is expected to send for it. */
    MediaRate expected() {
        return TrackRates.of(announced);
    }

    /** How its publisher wants it to sound. */
    Sound sound() {
        return new Sound(announced.stereo(), !announced.disableDtx(), !announced.disableRed());
    }

    /** Whether the client calls it so, in the announcement or in its SDP. */
    boolean isCalled(String cid) {
        return names.contains(cid);
    }

    /** The codec its publisher wants, such as {@code vp8}; empty when it does not care. */
    String preferredCodec() {
        return announced.codecs().isEmpty() ? "" : announced.codecs().get(0).name();
    }

    /** The media section it is bound to; empty while there is none. */
    String mid() {
        return mid;
    }

    boolean isBound() {
        return !mid.isEmpty();
    }

    void bind(String section) {
        mid = section;
    }

    boolean isMuted() {
        return muted;
    }

    void setMuted(long now, boolean nowMuted) {
        muted = nowMuted;
        level.reset();
        forwarded.setMuted(now, nowMuted);
        if (backup != null) {
            backup.setMuted(now, nowMuted);
        }
    }

    /** Its picture has another size, in pixels. */
    void resize(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
    }

    /** It is recorded in another way; numbers of LiveKit's {@code AudioTrackFeature}. */
    void setAudioFeatures(List<Integer> features) {
        audioFeatures = List.copyOf(features);
    }

    /** Whether others know of it. */
    boolean isPublished() {
        return told;
    }

    /** Others know of it from now on. */
    void published() {
        told = true;
    }

    /** Whether media has arrived. */
    boolean hasMedia() {
        return !mimeType.isEmpty();
    }

    /** The first media arrived, and is this. */
    void mediaArrived(String mime) {
        mimeType = mime;
    }

    /** Notes that somebody receives it; true for the first. */
    boolean firstSubscribed() {
        boolean first = !subscribed;
        subscribed = true;
        return first;
    }

    ForwardedTrack forwarded() {
        return forwarded;
    }

    /** One of its streams, all of which have the same codec; null before media arrived. */
    @Nullable
    SourceStream anyStream() {
        List<SourceStream> streams = forwarded.streams();
        return streams.isEmpty() ? null : streams.get(0);
    }

    AudioLevel level() {
        return level;
    }

    /** The publisher may have missed what it was asked for: it is asked again. */
    void askAgain() {
        demand.repeat();
    }

    /** Lets those reconsider their layers who receive it, in whichever codec. */
    void reconsider(long now) {
        forwarded.reconsider(now);
        if (backup != null) {
            backup.reconsider(now);
        }
    }

    /**
     * Whoever takes the second codec gets it instead of the first, once it comes because somebody needs it: sending both
     * costs the publisher twice. If it ends, they get the first again. Not sound, as its clock may be another (RFC 7160 3).
     */
    private void replace(long now, PublishedTrack second) {
        boolean comes = second.anyStream() != null;
        boolean apart = !announced.codecsTogether() && kind() == TrackKind.VIDEO;
        if (apart && comes && second.forwarded.isWanted()) {
            replaced = true;
        }
        if (replaced && comes) {
            forwarded.handOver(now, second.forwarded);
        } else if (replaced) {
            replaced = false;
            second.forwarded.handOver(now, forwarded);
        }
    }

    /** What its publisher is to be told now about the layers that are wanted; null when that is nothing new. */
    @Nullable
    ServerSignal demanded(long now) {
        if (backup != null) {
            replace(now, backup);
        }
        boolean changed = isDemandChanged(now);
        boolean backupChanged = backup != null && backup.isDemandChanged(now);
        if (!changed && !backupChanged) {
            return null;
        }
        List<PublishedTrack> all = backup == null ? List.of(this) : List.of(this, backup);
        return kind() == TrackKind.AUDIO
                ? new ServerSignal.AudioDemanded(
                        sid, all.stream().map(PublishedTrack::demandedAudio).toList())
                : new ServerSignal.VideoDemanded(
                        sid, all.stream().map(PublishedTrack::demandedVideo).toList());
    }

    private boolean isDemandChanged(long now) {
        boolean changed = demand.changed(now, wanted());
        if (changed) {
            forwarded.ask(now, demand.highest());
        }
        return changed;
    }

    private ServerSignal.DemandedAudio demandedAudio() {
        return new ServerSignal.DemandedAudio(codecName(), demand.highest() >= 0);
    }

    private ServerSignal.DemandedVideo demandedVideo() {
        VideoQuality quality = demand.highest() < 0 ? VideoQuality.OFF : VideoQuality.values()[demand.highest()];
        return new ServerSignal.DemandedVideo(codecName(), quality);
    }

    private String codecName() {
        String mime = mimeType();
        return mime.substring(mime.indexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    /** The lowest announced layer that fills a picture of this size, or the highest there is. */
    VideoQuality qualityFor(int width, int height) {
        return VideoLayer.filling(announced.layers(), width, height);
    }

    /** What it is, or until there is media what its publisher says that it will be. */
    private String mimeType() {
        if (!mimeType.isEmpty()) {
            return mimeType;
        }
        return PayloadFormat.Kind.named(kind().section(), preferredCodec())
                .map(PayloadFormat.Kind::mimeType)
                .orElse("");
    }

    private List<CodecInfo> codecs() {
        List<CodecInfo> known = new ArrayList<>(2);
        if (!mimeType().isEmpty()) {
            known.add(codec());
        }
        if (backup != null) {
            known.add(backup.codec());
        }
        return known;
    }

    private CodecInfo codec() {
        ClientSignal.Codec said = announced.codecs().isEmpty()
                ? new ClientSignal.Codec("", "")
                : announced.codecs().get(0);
        List<VideoLayer> layers = said.layers().isEmpty() ? announced.layers() : said.layers();
        int mode = CodecInfo.UNUSED;
        if (kind() == TrackKind.VIDEO) {
            boolean several = format().map(PayloadFormat::hasSizes).orElse(false);
            int usual = several ? CodecInfo.SEVERAL_LAYERS_PER_STREAM : CodecInfo.ONE_LAYER_PER_STREAM;
            mode = said.layerMode() > 0 ? said.layerMode() : usual;
        }
        return new CodecInfo(mimeType(), mid, codecCid, layers, mode);
    }

    TrackInfo info() {
        return new TrackInfo(
                sid,
                announced.kind(),
                announced.source(),
                announced.name(),
                muted,
                width,
                height,
                announced.layers(),
                mimeType(),
                mid,
                codecs(),
                announced.layers().size() > 1,
                announced.disableDtx(),
                announced.stereo(),
                announced.disableRed(),
                announced.encryption(),
                announced.stream(),
                audioFeatures);
    }
}
