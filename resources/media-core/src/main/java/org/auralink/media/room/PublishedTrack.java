package org.auralink.media.room;

import java.util.List;
import java.util.Locale;
import org.auralink.media.codec.PayloadFormat;
import org.auralink.media.codec.Sound;
import org.auralink.media.room.forward.ForwardedTrack;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
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
    private boolean muted;
    private int width;
    private int height;
    private List<Integer> audioFeatures;
    private String mid = "";
    private String mimeType = "";
    private boolean told;
    private boolean subscribed;

    PublishedTrack(TrackSid sid, ClientSignal.AddTrack announced, RoomTuning tuning) {
        level = new AudioLevel(tuning.speakers());
        demand = new Demand(tuning.pauseDelayNanos());
        this.sid = sid;
        this.announced = announced;
        muted = announced.muted();
        width = announced.width();
        height = announced.height();
        audioFeatures = announced.audioFeatures();
        forwarded = new ForwardedTrack(announced.kind() == TrackKind.VIDEO);
        forwarded.setMuted(0, muted);
    }

    TrackSid sid() {
        return sid;
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
        return new Sound(announced.stereo(), !announced.disableDtx());
    }

    /** Whether the client calls it so, in the announcement or in its SDP. */
    boolean isCalled(String cid) {
        return !cid.isEmpty()
                && (announced.cid().equals(cid)
                        || announced.codecs().stream()
                                .anyMatch(codec -> codec.cid().equals(cid)));
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

    /** What its publisher is to be told now about the layers that are wanted; null when that is nothing new. */
    @Nullable
    ServerSignal demanded(long now) {
        if (!demand.changed(now, forwarded.wanted())) {
            return null;
        }
        int highest = demand.highest();
        forwarded.ask(now, highest);
        String mime = mimeType();
        String codec = mime.substring(mime.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (kind() == TrackKind.AUDIO) {
            return new ServerSignal.AudioDemanded(sid, List.of(new ServerSignal.DemandedAudio(codec, highest >= 0)));
        }
        VideoQuality quality = highest < 0 ? VideoQuality.OFF : VideoQuality.values()[highest];
        return new ServerSignal.VideoDemanded(sid, List.of(new ServerSignal.DemandedVideo(codec, quality)));
    }

    /** The lowest announced layer that fills a picture of this size, or the highest there is. */
    VideoQuality qualityFor(int width, int height) {
        VideoLayer best = null;
        for (VideoLayer layer : announced.layers()) {
            boolean fills = layer.width() >= width && layer.height() >= height;
            if (fills && (best == null || layer.width() < best.width())) {
                best = layer;
            }
        }
        return best == null || best.quality() == VideoQuality.OFF ? VideoQuality.HIGH : best.quality();
    }

    /** What it is, or until there is media what its publisher says that it will be. */
    private String mimeType() {
        if (!mimeType.isEmpty()) {
            return mimeType;
        }
        String kind = kind() == TrackKind.VIDEO ? "video" : "audio";
        return PayloadFormat.Kind.named(kind, preferredCodec())
                .map(PayloadFormat.Kind::mimeType)
                .orElse("");
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
                announced.cid(),
                announced.layers().size() > 1,
                announced.disableDtx(),
                announced.stereo(),
                announced.disableRed(),
                announced.encryption(),
                announced.stream(),
                audioFeatures);
    }
}
