package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Loudness loudness = new Loudness();
    private final Demand demand;
    private final TrackRelays relays = new TrackRelays();
    private final TrackDescription description;
    private final TrackNames names;
    private long turnSince = Long.MIN_VALUE;
    private long spokeAt = Long.MIN_VALUE / 2;
    private boolean muted;
    private boolean told;
    private long announcedAt;
    private boolean subscribed;
    private final @Nullable PublishedTrack first;
    private final @Nullable PublishedTrack backup;
    private boolean replaced;

    /** @param room whose codecs are forwarded; a second one that is announced, and is among them, is sent on demand */
    PublishedTrack(TrackSid sid, ClientSignal.AddTrack announced, RoomShared room) {
        this(sid, announced, room, null);
    }

    private PublishedTrack(
            TrackSid sid, ClientSignal.AddTrack announced, RoomShared room, @Nullable PublishedTrack first) {
        this.first = first;
        RoomTuning tuning = room.tuning();
        level = new AudioLevel(tuning.speakers());
        demand = first == null ? new Demand(tuning.pauseDelayNanos()) : Demand.ofNothingYet(tuning.pauseDelayNanos());
        this.sid = sid;
        this.announced = announced;
        muted = announced.muted();
        description = new TrackDescription(announced);
        forwarded = new ForwardedTrack(
                announced.kind() == TrackKind.VIDEO, room.transports().fanOut());
        forwarded.setMuted(0, muted);
        backup = first == null && Announcements.hasBackup(announced, room.codecs())
                ? new PublishedTrack(sid, announced.backup(), room, this)
                : null;
        names = new TrackNames(announced, backup == null);
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
        names.announced(request);
    }

    /** The client sends it in no section any more. */
    void unbind() {
        description.unbind();
        forwarded.forgetStreams();
    }

    /** The format of its codec, as it will be when nothing of it was seen yet; empty when that is not known. */
    Optional<PayloadFormat> format() {
        SourceStream stream = anyStream();
        return stream != null
                ? Optional.of(stream.format())
                : description.preferred().map(PayloadFormat.Kind::usual);
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
        relays.attach(owner, relay);
    }

    /** The end of {@link #attach}. */
    void detach(ParticipantRelay owner) {
        relays.detach(owner);
    }

    /** Passes a packet on to other rooms; while it is muted nothing of it goes anywhere. */
    void relay(SourceStream source, RtpPacket packet, boolean repaired) {
        if (!muted) {
            relays.relay(source, packet, repaired);
        }
    }

    /** Passes its publisher's report on to other rooms. */
    void relay(SourceStream source, SenderReport report) {
        relays.relay(source, report);
    }

    /** The highest layer that is wanted; of other rooms nobody knows here, so they want all. */
    private int wanted() {
        return relays.isEmpty() ? forwarded.wanted() : ForwardedTrack.MAX_LAYERS - 1;
    }

    /** Its client announced it at this time. */
    void announcedAt(long now) {
        announcedAt = now;
    }

    long announcedAt() {
        return announcedAt;
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
        return names.has(cid);
    }

    /** The codec its publisher wants, such as {@code vp8}; empty when it does not care. */
    String preferredCodec() {
        return description.preferredCodec();
    }

    /** The media section it is bound to; empty while there is none. */
    String mid() {
        return description.mid();
    }

    boolean isBound() {
        return !description.mid().isEmpty();
    }

    /** @param cid what the section calls it; empty when it names no track */
    void bind(String section, String cid) {
        names.described(cid);
        description.bind(section);
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
        description.resize(newWidth, newHeight);
    }

    /** It is recorded in another way; numbers of LiveKit's {@code AudioTrackFeature}. */
    void setAudioFeatures(List<Integer> features) {
        description.setAudioFeatures(features);
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
        return description.hasMedia();
    }

    /** The first media arrived, and is this. */
    void mediaArrived(String mime) {
        description.mediaArrived(mime);
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

    /** A packet of it came that its publisher says is so loud, in -dBov. */
    void sounds(long now, int packetLevel) {
        level.observe(packetLevel);
        loudness.observe(now, packetLevel);
    }

    Loudness loudness() {
        return loudness;
    }

    /** Since when it is its publisher's turn ({@link DominantSpeaker}), or was the last time; far in the past when never. */
    long turnSince() {
        return turnSince;
    }

    void turnSince(long time) {
        turnSince = time;
    }

    /** When its publisher was as loud as speech the last time, as far as that is asked for ({@link SavingRule}); else long ago. */
    long spokeAt() {
        return spokeAt;
    }

    void spokeAt(long time) {
        spokeAt = time;
    }

    /** {@link ForwardedTrack#setHeard}, in each of its codecs. */
    void setHeard(long now, boolean heard, long late) {
        forwarded.setHeard(now, heard, late);
        if (backup != null) {
            backup.setHeard(now, heard, late);
        }
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
        return new ServerSignal.DemandedAudio(description.codecName(), demand.highest() >= 0);
    }

    private ServerSignal.DemandedVideo demandedVideo() {
        VideoQuality quality = demand.highest() < 0 ? VideoQuality.OFF : VideoQuality.values()[demand.highest()];
        return new ServerSignal.DemandedVideo(description.codecName(), quality);
    }

    /** The lowest announced layer that fills a picture of this size, or the highest there is. */
    VideoQuality qualityFor(int width, int height) {
        return VideoLayer.filling(announced.layers(), width, height);
    }

    private List<CodecInfo> codecs() {
        List<CodecInfo> known = new ArrayList<>(2);
        if (!description.mimeType().isEmpty()) {
            known.add(codec());
        }
        if (backup != null) {
            known.add(backup.codec());
        }
        return known;
    }

    private CodecInfo codec() {
        boolean hasSizes = kind() == TrackKind.VIDEO
                && format().map(PayloadFormat::hasSizes).orElse(false);
        return description.codec(names, hasSizes);
    }

    TrackInfo info() {
        return description.info(sid, muted, codecs());
    }
}
