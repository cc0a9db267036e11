package org.auralink.media.room.forward;

import java.util.List;
import org.auralink.media.codec.PayloadDescriptor;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.rtcp.ReportBlock;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpBytes;
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

    private final ForwardedTrack track;
    private final PacketOut transport;
    private OutboundStream out;
    private final Scratch scratch;
    private final Rewriter rewriter;
    private final SentPackets sent;
    private boolean ready;
    private boolean disabled;
    private boolean counted;
    private int announcements;
    private long announceAt;
    private VideoQuality quality = VideoQuality.HIGH;
    private int target = -1;
    private int repairSequence;
    private long packets;
    private long octets;
    private int lossPer256;
    private long roundTripNanos = -1;
    private int reportNtpMiddle;
    private long reportSentAt;

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
            int size = rewriter.padding(now, scratch.buffer(), out);
            transport.sendRtp(now, scratch.buffer(), 0, size);
        }
    }

    /** Whether {@link #ready} was called. */
    public boolean isReady() {
        return ready;
    }

    /** How the subscriber shows the track. */
    public void settings(long now, boolean nowDisabled, VideoQuality wanted) {
        int before = wish();
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

    /** The layer it wants at most, whether it can be had or not; -1 for none. */
    int wish() {
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

    /** Whether packets are sent when they come. */
    public boolean isSending() {
        return ready && !disabled && !track.isMuted();
    }

    /** Decides the wanted layer again; a change waits for that layer's key frame, which is requested. */
    void choose(long now) {
        if (!isSending()) {
            return;
        }
        target = track.bestLayer(now, quality.ordinal(), rewriter.layer());
        if (target >= 0 && target != rewriter.layer() && track.isVideo()) {
            track.wantKeyFrame(target);
        }
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
                send(now, layer, packet, source.arrived());
            }
        } else if (layer == target && packet.payloadLength() > 0 && (keyFrame || !track.isVideo())) {
            rewriter.switchTo(now, layer, packet, source.arrived());
            send(now, layer, packet, source.arrived());
            catchUp(now, source, packet.sequenceNumber());
        }
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
                send(now, source.layer(), packet, source.read(packet));
            }
        }
    }

    private void send(long now, int layer, RtpPacket packet, PayloadDescriptor payload) {
        int sequence = rewriter.sequence(packet.sequenceNumber());
        int timestampOffset = rewriter.timestampOffset();
        int pictureIdOffset = rewriter.pictureIdOffset();
        int tl0Offset = rewriter.tl0Offset();
        int size = write(packet, payload, sequence, timestampOffset, pictureIdOffset, tl0Offset);
        sent.put(sequence, layer, packet.sequenceNumber(), timestampOffset, pictureIdOffset, tl0Offset);
        rewriter.sent(now, packet, payload);
        packets++;
        octets += packet.payloadLength();
        transport.sendRtp(now, scratch.buffer(), 0, size);
    }

    /** Writes the packet for this subscriber at the beginning of the scratch buffer; header extensions stay behind. */
    private int write(
            RtpPacket packet,
            PayloadDescriptor payload,
            int sequence,
            int timestampOffset,
            int pictureOffset,
            int tl0Offset) {
        byte[] buf = scratch.buffer();
        buf[0] = (byte) 0x80;
        buf[1] = (byte) ((packet.marker() ? 0x80 : 0) | out.payloadType());
        RtpBytes.writeShort(buf, 2, sequence);
        RtpBytes.writeInt(buf, 4, (int) packet.timestamp() + timestampOffset);
        RtpBytes.writeInt(buf, 8, out.ssrc());
        int header = RtpPacket.FIXED_HEADER;
        System.arraycopy(packet.array(), packet.payloadOffset(), buf, header, packet.payloadLength());
        payload.shift(buf, header, pictureOffset, tl0Offset);
        return header + packet.payloadLength();
    }

    /** Repeats what the subscriber missed, as far as it is still there. Returns how many were repeated. */
    public int repeat(long now, int[] sequences) {
        int repeated = 0;
        for (int sequence : sequences) {
            int slot = sent.find(sequence);
            if (slot >= 0 && sent.mayRepeat(slot, now) && repeat(now, sequence, slot)) {
                repeated++;
            }
        }
        return repeated;
    }

    private boolean repeat(long now, int sequence, int slot) {
        SourceStream source = track.stream(sent.layer(slot));
        RtpPacket packet = scratch.repeated();
        if (source == null || !source.history().get(sent.sourceSequence(slot), packet)) {
            return false;
        }
        int size = write(
                packet,
                source.read(packet),
                sequence,
                sent.timestampOffset(slot),
                sent.pictureIdOffset(slot),
                sent.tl0Offset(slot));
        if (out.repairPayloadType() < 0) {
            return transport.sendRtp(now, scratch.buffer(), 0, size);
        }
        byte[] buf = scratch.buffer();
        int header = RtpPacket.FIXED_HEADER;
        System.arraycopy(buf, header, buf, header + 2, size - header);
        RtpBytes.writeShort(buf, header, sequence);
        buf[1] = (byte) (buf[1] & 0x80 | out.repairPayloadType());
        RtpBytes.writeShort(buf, 2, repairSequence++ & 0xffff);
        RtpBytes.writeInt(buf, 8, out.repairSsrc());
        return transport.sendRtp(now, buf, 0, size + 2);
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
        reportNtpMiddle = report.ntpMiddle();
        reportSentAt = now;
        return report;
    }

    /** What the subscriber reports about this stream. */
    public void received(long now, ReportBlock block) {
        lossPer256 = block.fractionLost();
        if (block.lastSenderReport() != 0 && block.lastSenderReport() == reportNtpMiddle) {
            long delay = block.delaySinceLastSenderReport() * 1_000_000_000L / 65_536;
            roundTripNanos = Math.max(0, now - reportSentAt - delay);
        }
    }

    /** Share of packets the subscriber lost lately, in 1/256. */
    public int lossPer256() {
        return lossPer256;
    }

    /** Last measured round trip in nanoseconds, or -1. */
    public long roundTripNanos() {
        return roundTripNanos;
    }
}
