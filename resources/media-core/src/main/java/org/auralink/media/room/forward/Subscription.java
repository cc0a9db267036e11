package org.auralink.media.room.forward;

import org.auralink.media.codec.LayerSelector;
import org.auralink.media.codec.PayloadDescriptor;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * One track on its way to one subscriber: what it wants, what its connection has room for, and so which layer it gets; how
 * that is written is the {@link Projection}'s. Created when the subscriber's section is offered; sends once the subscriber
 * has answered.
 */
public final class Subscription {
    private ForwardedTrack track;
    private final Projection projection;
    private final SubscriberReports reports = new SubscriberReports();
    private @Nullable Alternative alternative;
    private boolean told;
    private boolean ready;
    private boolean disabled;
    private boolean insists;
    private boolean counted;
    private VideoQuality quality = VideoQuality.HIGH;
    private int highest = ForwardedTrack.MAX_LAYERS - 1;
    private int priority;
    private final Thinning thinning = new Thinning();
    private long loweredAt = Long.MIN_VALUE;
    private int target = -1;

    /**
     * @param out numbers that the subscriber was offered
     * @param scratch the room's buffers
     */
    public Subscription(ForwardedTrack track, PacketOut transport, OutboundStream out, Scratch scratch) {
        this.track = track;
        int remembered = track.isVideo() ? ForwardLimits.SENT_VIDEO : ForwardLimits.SENT_AUDIO;
        projection = new Projection(transport, out, scratch, remembered);
    }

    /** The track. */
    public ForwardedTrack track() {
        return track;
    }

    /** Numbers that the subscriber was offered. */
    public OutboundStream out() {
        return projection.out();
    }

    /** The subscriber takes the same track in another codec too, with these numbers. */
    public void alternative(ForwardedTrack other, OutboundStream numbers) {
        alternative = new Alternative(other, numbers);
    }

    /** The subscriber takes no other codec than the present one. */
    public void onlyThis() {
        alternative = null;
    }

    boolean canTake(ForwardedTrack other) {
        return alternative != null && alternative.track() == other;
    }

    /** Goes on with the track in the other codec, as one stream: it begins with a key frame and numbers have no gap. */
    public void take(long now, ForwardedTrack other) {
        Alternative taken = alternative;
        if (taken == null || taken.track() != other) {
            return;
        }
        alternative = new Alternative(track, projection.out());
        track.remove(this);
        track = other;
        projection.become(taken.out());
        projection.forget();
        target = -1;
        other.add(this);
        choose(now);
    }

    /** The subscriber has answered, and takes the stream with these numbers. */
    public void agreed(OutboundStream numbers) {
        projection.become(numbers);
    }

    /** The subscriber has answered, and others are told that it receives the track. */
    public void told() {
        told = true;
    }

    /** As {@link #told}. */
    public boolean isTold() {
        return told;
    }

    /** The subscriber has answered and its transport is up: send from now on. */
    public void ready(long now) {
        if (!ready) {
            ready = true;
            choose(now);
        }
    }

    /** Shows a receiver a track of which nothing is sent at present: some notice it by its packets only, as those on Pion. */
    public void announce(long now) {
        if (ready && !isComing()) {
            projection.announce(now);
        }
    }

    /** Whether {@link #ready} was called. */
    public boolean isReady() {
        return ready;
    }

    /** How the subscriber shows the track. */
    public void settings(long now, boolean nowDisabled, VideoQuality wanted) {
        settings(now, nowDisabled, wanted, 0);
    }

    /**
     * As {@link #settings(long, boolean, VideoQuality)}.
     *
     * @param fps so many pictures a second are enough; 0 for as many as there are
     */
    public void settings(long now, boolean nowDisabled, VideoQuality wanted, int fps) {
        int before = wish();
        thinning.ask(fps);
        disabled = nowDisabled || wanted == VideoQuality.OFF;
        quality = wanted == VideoQuality.OFF ? quality : wanted;
        if (counted) {
            track.wished(before, wish());
        }
        if (disabled) {
            projection.pause();
        }
        choose(now);
    }

    /**
     * What its subscriber's connection has room for, whatever it wants.
     *
     * @param layer the highest that may be sent; -1 for none
     */
    public void limit(long now, int layer) {
        if (layer != highest) {
            loweredAt = layer < highest ? now : loweredAt;
            highest = layer;
            if (highest < 0) {
                projection.pause();
            }
            choose(now);
        }
    }

    /** How many of the pictures its connection has room for: the highest temporal layer, {@link LayerSelector#ALL} for all. */
    public void thin(int temporal) {
        if (thinning.fit(temporal)) {
            limitLayers();
        }
    }

    /** As {@link #thin}. */
    public int thinnedTo() {
        return thinning.fits();
    }

    /** Sends nothing until the key frame of the layer that is sent next: what comes until then would only stand in its way. */
    public void waitForKeyFrame(long now) {
        projection.pause();
        choose(now);
    }

    /** Leaves out every other picture, or none any more: its subscriber can do with half of them. */
    public void spare(boolean spares) {
        if (thinning.spare(spares, source())) {
            limitLayers();
        }
    }

    /** As {@link #spare}. */
    public boolean isSpared() {
        return thinning.spares();
    }

    /** Pictures a second without the highest temporal layer; 0 when there is no other, or nothing is sent. */
    public double sparedRate() {
        return Thinning.sparedRate(source());
    }

    /** Bits per second that {@link #spare} leaves out at present. */
    public long sparedBits(long now) {
        return isSending() && layer() >= 0 ? thinning.sparedBits(now, track, measuredLayer(), source()) : 0;
    }

    /** Bits per second of what is sent at present, with all its pictures. */
    public long wholeBits(long now) {
        return isSending() && layer() >= 0 ? track.bitsPerSecond(now, measuredLayer()) : 0;
    }

    private @Nullable SourceStream source() {
        return layer() < 0 ? null : track.stream(layer());
    }

    private int measuredLayer() {
        SourceStream source = source();
        return source != null && source.format().hasSizes() ? size() : layer();
    }

    private int size() {
        return Math.min(quality.ordinal(), highest);
    }

    /** Whether its layer has not been lowered for some seconds, so that it would not go up and down. */
    public boolean mayRise(long now) {
        return loweredAt == Long.MIN_VALUE || now - loweredAt >= ForwardLimits.RISE_AFTER;
    }

    /** Whether packets of several blocks are sent as they are, or as the newest of their blocks. */
    public void repeatBlocks(boolean repeats) {
        projection.repeatBlocks(repeats);
    }

    /** The highest layer that may be sent; -1 for none. */
    public int limit() {
        return highest;
    }

    /** Where not everything fits, 1 comes before 2; 0 for none, after all others. */
    public void setPriority(int wanted) {
        priority = wanted;
        if (!isComing()) {
            projection.pause();
        }
    }

    /** As {@link #setPriority}. */
    public int priority() {
        return priority;
    }

    /** The layer it wants at most, whether it can be had or not; -1 for none. */
    public int wish() {
        return disabled ? -1 : quality.ordinal();
    }

    /** Whether its track takes its wish into account. */
    void setCounted(boolean nowCounted) {
        counted = nowCounted;
    }

    /** Nothing more is sent until the next place to begin. */
    void pause() {
        projection.pause();
    }

    /** Whether its subscriber is to have what comes. */
    public boolean isWanted() {
        return ready && !disabled && isComing();
    }

    /** Who gave it a priority insists as well. */
    private boolean isComing() {
        return !track.isMuted() && (track.isHeard() || insists || priority > 0);
    }

    /** Its subscriber is to have it also where not everybody is heard at once. */
    public void insist() {
        insists = true;
    }

    /** Whether nothing is sent only because others are heard instead. */
    public boolean isUnheard() {
        return ready && !disabled && !track.isMuted() && !isComing();
    }

    /** It is heard by everybody again, or not any more. @param late nanoseconds, as in {@link ForwardedTrack#setHeard} */
    void heardAnew(long now, long late) {
        if (isComing()) {
            choose(now);
            SourceStream source = target < 0 ? null : track.stream(target);
            if (late > 0 && source != null && isSending() && layer() < 0) {
                projection.beginBefore(now, source, late);
            }
        } else {
            projection.pause();
        }
    }

    /** Whether packets are sent when they come. */
    public boolean isSending() {
        return isWanted() && highest >= 0;
    }

    /** Decides the wanted layer again; a change waits for that layer's key frame, which is requested. */
    void choose(long now) {
        if (!isSending()) {
            return;
        }
        target = track.bestLayer(now, size(), projection.layer());
        if (target >= 0 && target != projection.layer() && track.isVideo()) {
            track.wantKeyFrame(target);
        } else if (target >= 0) {
            limitLayers();
            if (projection.isWaiting()) {
                track.wantKeyFrame(target);
            }
        }
    }

    /** Of layers inside one stream: those of another stream have a choice of their own. */
    private void limitLayers() {
        SourceStream source = target < 0 ? null : track.stream(target);
        int size = size();
        int spatial = track.isSimulcast() || size == VideoQuality.HIGH.ordinal() ? LayerSelector.ALL : size;
        projection.want(spatial, thinning.highest(source));
    }

    /** Another stream took a layer's place: nothing of the one before can be continued or repeated. */
    void replaced(int layer) {
        projection.forget(layer);
    }

    /** A packet arrived; changes what is this receiver's only. @param padding to add @param lane of the thread */
    void forward(long now, SourceStream source, RtpPacket packet, PayloadDescriptor payload, int padding, int lane) {
        if (source.layer() == projection.layer() && isSending()) {
            projection.forward(now, source, packet, payload, padding, lane);
        }
    }

    /** A packet arrived that a stream can begin with; does so, where its layer is waited for. */
    void begin(long now, SourceStream source, RtpPacket packet) {
        boolean waits = source.layer() == target && target != projection.layer();
        if (waits && packet.payloadLength() > 0 && isSending()) {
            projection.prepare(source.format());
            limitLayers();
            projection.begin(now, source, packet);
        }
    }

    /**
     * Repeats what the subscriber missed, as far as it is still there, and not of layers for which there is no room any more.
     * Returns how many were repeated.
     *
     * @param spacing nanoseconds after which one may be repeated again
     */
    public int repeat(long now, int[] sequences, long spacing) {
        return projection.repeat(now, sequences, track, highest, Math.max(ForwardLimits.RETRANSMIT_SPACING, spacing));
    }

    /** As soon as is of any use. */
    public int repeat(long now, int[] sequences) {
        return repeat(now, sequences, 0);
    }

    /** Whether {@link #fill} can send something. */
    public boolean canFill() {
        return isSending() && projection.canFill();
    }

    /** Sends the newest packets again, so many bytes; returns how many. */
    public long fill(long now, long bytes) {
        return projection.fill(now, bytes, track);
    }

    /** The subscriber cannot decode any more. */
    public void keyFrameWanted() {
        if (isSending() && track.isVideo() && target >= 0) {
            track.wantKeyFrame(projection.layer() >= 0 ? projection.layer() : target);
        }
    }

    /**
     * The sender report for this stream: the publisher's clock, so that its audio and video stay in sync, on this
     * stream's timestamps. Null while there is nothing to map.
     */
    public @Nullable SenderReport senderReport(long now) {
        SenderReport report = projection.report(source());
        if (report != null) {
            reports.sent(now, report);
        }
        return report;
    }

    /** The layer of which packets are sent at present; -1 for none. */
    public int layer() {
        return projection.layer();
    }

    /** Whether another layer than the present one is decided on, and waits for a key frame. */
    boolean isSwitching() {
        return target != projection.layer() || projection.isWaiting();
    }

    /** What the subscriber says about this stream, and what follows from it. */
    public SubscriberReports reports() {
        return reports;
    }
}
