package org.auralink.media.room.forward;

import java.util.List;
import org.auralink.media.codec.LayerSelector;
import org.auralink.media.codec.PayloadDescriptor;
import org.auralink.media.codec.PayloadFormat;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.SequenceNumbers;
import org.jspecify.annotations.Nullable;

/**
 * One track on its way to one subscriber: which layer, rewritten how, and repaired from the source's history. Created
 * when the subscriber's section is offered; sends once the subscriber has answered.
 */
public final class Subscription {
    /** Of a muted track: some may be lost, and a client may still be about to take in what was described. */
    private static final int MAX_ANNOUNCEMENTS = 20;

    private static final long ANNOUNCE_NANOS = 100_000_000L;

    private ForwardedTrack track;
    private final PacketOut transport;
    private OutboundStream out;
    private final Scratch scratch;
    private final Rewriter rewriter;
    private final SentPackets sent;
    private final SubscriberReports reports = new SubscriberReports();
    private @Nullable Alternative alternative;
    private boolean ready;
    private boolean disabled;
    private boolean counted;
    private int announcements;
    private long announceAt;
    private VideoQuality quality = VideoQuality.HIGH;
    private int highest = ForwardedTrack.MAX_LAYERS - 1;
    private int priority;
    private int wantedRate;
    private int target = -1;
    private @Nullable PayloadFormat sending;
    private LayerSelector layers = LayerSelector.all();
    private int repairSequence;
    private long packets;
    private long octets;

    /**
     * @param out numbers that the subscriber was offered
     * @param scratch the room's buffers
     */
    public Subscription(ForwardedTrack track, PacketOut transport, OutboundStream out, Scratch scratch) {
        this.track = track;
        this.transport = transport;
        this.out = out;
        this.scratch = scratch;
        rewriter = new Rewriter(out.clockRate());
        sent = new SentPackets(track.isVideo() ? ForwardLimits.SENT_VIDEO : ForwardLimits.SENT_AUDIO);
        repairSequence = out.repairSsrc() & 0x7FFF;
    }

    /** The track. */
    public ForwardedTrack track() {
        return track;
    }

    /** Numbers that the subscriber was offered. */
    public OutboundStream out() {
        return out;
    }

    /** The same track in another codec, and the numbers by which the subscriber takes it. */
    private record Alternative(ForwardedTrack track, OutboundStream out) {}

    /** The subscriber takes the same track in another codec too, with these numbers. */
    public void alternative(ForwardedTrack other, OutboundStream numbers) {
        alternative = new Alternative(other, numbers);
    }

    /** The subscriber takes no other codec than the present one. */
    public void onlyThis() {
        alternative = null;
    }

    boolean canTake(ForwardedTrack other) {
        return alternative != null && alternative.track == other;
    }

    /** Goes on with the track in the other codec, as one stream: it begins with a key frame and numbers have no gap. */
    public void take(long now, ForwardedTrack other) {
        Alternative taken = alternative;
        if (taken == null || taken.track != other) {
            return;
        }
        alternative = new Alternative(track, out);
        track.remove(this);
        track = other;
        out = taken.out;
        sent.forget();
        rewriter.pause();
        target = -1;
        other.add(this);
        choose(now);
    }

    /** The subscriber has answered, and takes the stream with these numbers. */
    public void agreed(OutboundStream numbers) {
        out = numbers;
    }

    /** The subscriber has answered and its transport is up: send from now on. */
    public void ready(long now) {
        if (!ready) {
            ready = true;
            choose(now);
        }
    }

    /**
     * Shows a receiver that a muted track is there: some notice a track by its packets only, as those on Pion do. A packet
     * with nothing but padding is no media, and takes part in the numbering, so nothing seems lost later.
     */
    public void announce(long now) {
        if (ready && track.isMuted() && packets == 0 && announcements < MAX_ANNOUNCEMENTS && now >= announceAt) {
            announcements++;
            announceAt = now + ANNOUNCE_NANOS;
            rewriter.padding(now, scratch.outbound(), out);
            sendWritten(now);
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
        wantedRate = fps;
        disabled = nowDisabled || wanted == VideoQuality.OFF;
        quality = wanted == VideoQuality.OFF ? quality : wanted;
        if (counted) {
            track.wished(before, wish());
        }
        if (disabled) {
            rewriter.pause();
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
            highest = layer;
            if (highest < 0) {
                rewriter.pause();
            }
            choose(now);
        }
    }

    /** The highest layer that may be sent; -1 for none. */
    public int limit() {
        return highest;
    }

    /** Where not everything fits, 1 comes before 2; 0 for none, after all others. */
    public void setPriority(int wanted) {
        priority = wanted;
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
        rewriter.pause();
    }

    /** Whether its subscriber is to have what comes. */
    public boolean isWanted() {
        return ready && !disabled && !track.isMuted();
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
        target = track.bestLayer(now, Math.min(quality.ordinal(), highest), rewriter.layer());
        if (target >= 0 && target != rewriter.layer() && track.isVideo()) {
            track.wantKeyFrame(target);
        } else if (target >= 0) {
            limitLayers();
            if (layers.isWaiting()) {
                track.wantKeyFrame(target);
            }
        }
    }

    /** Of layers inside one stream: those of another stream have a choice of their own. */
    private void limitLayers() {
        SourceStream source = target < 0 ? null : track.stream(target);
        int size = Math.min(quality.ordinal(), highest);
        int spatial = track.isSimulcast() || size == VideoQuality.HIGH.ordinal() ? LayerSelector.ALL : size;
        int temporal = wantedRate <= 0 || source == null
                ? LayerSelector.ALL
                : source.rates().layerFor(wantedRate);
        layers.want(spatial, temporal);
    }

    /** Another stream took a layer's place: nothing of the one before can be continued or repeated. */
    void replaced(int layer) {
        sent.forget(layer);
        if (rewriter.layer() == layer) {
            rewriter.pause();
        }
    }

    /** A packet of the track arrived; {@code keyFrame} when a decoder can begin with it. */
    void forward(long now, SourceStream source, RtpPacket packet, boolean keyFrame) {
        if (!isSending()) {
            return;
        }
        int layer = source.layer();
        if (layer == rewriter.layer()) {
            if (rewriter.covers(packet.sequenceNumber())) {
                pass(now, source, packet, source.arrived());
            }
        } else if (layer == target && packet.payloadLength() > 0 && (keyFrame || !track.isVideo())) {
            begin(source.format());
            rewriter.switchTo(
                    now, layer, packet, source.arrived(), source.format().isScalable());
            pass(now, source, packet, source.arrived());
            catchUp(now, source, packet.sequenceNumber());
        }
    }

    private void begin(PayloadFormat format) {
        if (!format.equals(sending)) {
            sending = format;
            layers = format.layers();
        }
        layers.begin();
        limitLayers();
    }

    /**
     * Sends what overtook the packet that it began with. When a key frame's first packet comes late or as a
     * retransmission, the rest of the frame was here before and would be missing otherwise.
     */
    private void catchUp(long now, SourceStream source, int begin) {
        RtpPacket packet = scratch.repeated();
        int ahead = SequenceNumbers.distance(begin, source.newest());
        for (int i = 1; i <= ahead; i++) {
            if (source.history().get(begin + i & 0xffff, packet)) {
                pass(now, source, packet, source.read(packet));
            }
        }
    }

    /** Sends a packet of the present stream, unless it belongs to a layer that the subscriber does not get. */
    private void pass(long now, SourceStream source, RtpPacket packet, PayloadDescriptor payload) {
        int number = packet.sequenceNumber();
        Numbering numbering = rewriter.numbering();
        if (numbering == null) {
            send(now, source.layer(), packet, payload, rewriter.sequence(number));
        } else if (!numbering.isNewest(number)) {
            passLate(now, source, packet, payload, numbering.takeLate(number));
        } else if (layers.take(packet, payload, numbering.isAfterGap(number))) {
            send(now, source.layer(), packet, payload, numbering.take(number));
        } else {
            numbering.leaveOut(number);
            rewriter.slide(number);
        }
    }

    /** @param sequence that was kept for it; -1 when none was. What is not sent leaves padding in its place */
    private void passLate(long now, SourceStream source, RtpPacket packet, PayloadDescriptor payload, int sequence) {
        if (sequence < 0) {
            return;
        }
        if (layers.takeLate(packet, payload)) {
            send(now, source.layer(), packet, payload, sequence);
        } else {
            int timestamp = (int) packet.timestamp() + rewriter.timestampOffset();
            scratch.outbound().writePadding(out, sequence, timestamp);
            sendWritten(now);
        }
    }

    private void send(long now, int layer, RtpPacket packet, PayloadDescriptor payload, int sequence) {
        OutboundPacket.Changes changes = scratch.changes();
        rewriter.changes(sequence, changes);
        changes.marker = layers.marks(packet, payload);
        scratch.outbound().write(packet, payload, layers, changes, out);
        sent.put(layer, packet.sequenceNumber(), changes);
        rewriter.sent(now, packet, payload, sequence);
        packets++;
        octets += packet.payloadLength();
        sendWritten(now);
    }

    private boolean sendWritten(long now) {
        return transport.sendRtp(
                now, scratch.outbound().array(), 0, scratch.outbound().size());
    }

    /** Repeats what the subscriber missed, as far as it is still there. Returns how many were repeated. */
    public int repeat(long now, int[] sequences) {
        int repeated = 0;
        for (int sequence : sequences) {
            int slot = sent.find(sequence);
            if (slot >= 0 && sent.mayRepeat(slot, now) && repeat(now, slot)) {
                repeated++;
            }
        }
        return repeated;
    }

    private boolean repeat(long now, int slot) {
        SourceStream source = track.stream(sent.layer(slot));
        RtpPacket packet = scratch.repeated();
        if (source == null || !source.history().get(sent.sourceSequence(slot), packet)) {
            return false;
        }
        OutboundPacket.Changes changes = scratch.changes();
        sent.changes(slot, changes);
        scratch.outbound().write(packet, source.read(packet), layers, changes, out);
        if (out.repairPayloadType() >= 0) {
            scratch.outbound().repeat(out, repairSequence++ & 0xffff);
        }
        return sendWritten(now);
    }

    /** The subscriber cannot decode any more. */
    public void keyFrameWanted() {
        if (isSending() && track.isVideo() && target >= 0) {
            track.wantKeyFrame(rewriter.layer() >= 0 ? rewriter.layer() : target);
        }
    }

    /**
     * The sender report for this stream: the publisher's clock, so that its audio and video stay in sync, on this
     * stream's timestamps. Null while there is nothing to map.
     */
    public @Nullable SenderReport senderReport(long now) {
        SourceStream source = rewriter.layer() < 0 ? null : track.stream(rewriter.layer());
        SenderReport from = source == null ? null : source.senderReport();
        if (from == null || packets == 0) {
            return null;
        }
        long timestamp = from.rtpTimestamp() + rewriter.timestampOffset() & 0xffff_ffffL;
        var report = new SenderReport(
                out.ssrc(), from.ntpTimestamp(), timestamp, packets & 0xffff_ffffL, octets & 0xffff_ffffL, List.of());
        reports.sent(now, report);
        return report;
    }

    /** What the subscriber says about this stream, and what follows from it. */
    public SubscriberReports reports() {
        return reports;
    }
}
