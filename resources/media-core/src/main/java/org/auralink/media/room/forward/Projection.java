package org.auralink.media.room.forward;

import java.util.List;
import org.auralink.media.codec.LayerSelector;
import org.auralink.media.codec.PayloadDescriptor;
import org.auralink.media.codec.PayloadFormat;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.SequenceNumbers;
import org.auralink.media.transport.FanOut;
import org.jspecify.annotations.Nullable;

/**
 * What one subscriber is sent of a track, as one stream that looks as if nothing had ever been chosen: which packets of a
 * source it gets, with which numbers, and what it gets again. It is told where to begin; it decides nothing else.
 */
final class Projection {
    /** Of a track that does not come: some may be lost, and a client may still be about to take in what was described. */
    private static final int MAX_ANNOUNCEMENTS = 20;

    private static final long ANNOUNCE_NANOS = 100_000_000L;

    private final PacketOut transport;
    private final Scratch buffers;
    /** Those of the thread that is at work. */
    private Scratch scratch;

    private final Rewriter rewriter;
    private final SentPackets sent;
    private OutboundStream out;
    private @Nullable PayloadFormat format;
    private LayerSelector layers = LayerSelector.all();
    private int repairSequence;
    private boolean begins;
    private boolean newestBlockOnly;
    private int announcements;
    private long announceAt;
    private long packets;
    private long octets;

    /**
     * @param out numbers that the subscriber was offered
     * @param scratch the room's buffers
     * @param remembered sent packets that can be asked for again; a power of two
     */
    Projection(PacketOut transport, OutboundStream out, Scratch scratch, int remembered) {
        this.transport = transport;
        this.out = out;
        buffers = scratch;
        this.scratch = scratch;
        rewriter = new Rewriter(out.clockRate());
        sent = new SentPackets(remembered);
        repairSequence = out.repairSsrc() & 0x7FFF;
    }

    /** Numbers that the subscriber knows the stream by. */
    OutboundStream out() {
        return out;
    }

    /** The subscriber knows the stream by these numbers; what has none of them goes on. */
    void become(OutboundStream numbers) {
        out = numbers;
        rewriter.clockRate(numbers.clockRate());
    }

    /** The layer that is sent, or -1 while waiting to begin. */
    int layer() {
        return rewriter.layer();
    }

    /** Waits for the next place to begin; numbers will go on from where they are. */
    void pause() {
        rewriter.pause();
    }

    /** There is another track: nothing of the one before can be continued or repeated. */
    void forget() {
        sent.forget();
        rewriter.pause();
    }

    /** Another stream took a layer's place: nothing of the one before can be continued or repeated. */
    void forget(int layer) {
        sent.forget(layer);
        if (rewriter.layer() == layer) {
            rewriter.pause();
        }
    }

    /**
     * Some packets with nothing but padding, until there is media. They take part in the numbering, so nothing seems lost later.
     */
    void announce(long now) {
        if (packets == 0 && announcements < MAX_ANNOUNCEMENTS && now >= announceAt) {
            announcements++;
            announceAt = now + ANNOUNCE_NANOS;
            rewriter.padding(now, scratch.outbound(), out);
            sendWritten(now);
        }
    }

    /** Whether packets of several blocks are sent as they are. */
    void repeatBlocks(boolean repeats) {
        newestBlockOnly = !repeats;
    }

    /** Of layers inside one stream, from now on no more than these. */
    void want(int spatial, int temporal) {
        layers.want(spatial, temporal);
    }

    /** Whether it needs a key frame to get more of the layers inside the stream. */
    boolean isWaiting() {
        return layers.isWaiting();
    }

    /** What is told apart inside the source, which a {@link #begin} with it will follow. */
    void prepare(PayloadFormat next) {
        if (!next.equals(format)) {
            format = next;
            layers = next.layers();
        }
        layers.begin();
    }

    /** Begins, or goes on with another source, with a packet that a decoder can begin with. */
    void begin(long now, SourceStream source, RtpPacket packet) {
        // The first packet after a silence has the marker, so that a receiver may adapt its delay there (RFC 3551 4.1).
        begins = !source.format().kind().needsKeyFrame();
        rewriter.switchTo(
                now, source.layer(), packet, source.arrived(), source.format().isScalable());
        pass(now, source, packet, source.arrived());
        catchUp(now, source, packet.sequenceNumber());
    }

    /**
     * Begins with what came just before now and was not sent: it took so long to know that it is wanted. For streams without key
     * frames.
     *
     * @param late how many nanoseconds ago it may have come
     */
    void beginBefore(long now, SourceStream source, long late) {
        RtpPacket packet = scratch.repeated();
        int first = source.within(late, rewriter.newestSource(), packet);
        if (first < 0 || !source.history().get(source.newest(), packet)) {
            return;
        }
        long newest = packet.timestamp();
        if (source.history().get(first, packet)) {
            prepare(source.format());
            begins = true;
            // As if it had been sent when it came, so that what follows is sent with the right distance to it.
            long came = now - source.since(now, packet.timestamp(), newest);
            rewriter.switchTo(came, source.layer(), packet, source.read(packet), false);
            pass(now, source, packet, source.read(packet));
            catchUp(now, source, first);
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
                pass(now, source, packet, source.read(packet));
            }
        }
    }

    /**
     * A packet of the source that it began with; late ones from before that do not belong to it.
     *
     * @param padding bytes that it is sent with besides
     * @param lane of the thread, as in {@link FanOut.Work}
     */
    void forward(long now, SourceStream source, RtpPacket packet, PayloadDescriptor payload, int padding, int lane) {
        if (rewriter.covers(packet.sequenceNumber())) {
            scratch = buffers.of(lane);
            scratch.changes().padding = padding;
            try {
                pass(now, source, packet, payload);
            } finally {
                // Other rooms use the same buffers, also when this one ends by a fault.
                scratch.changes().padding = 0;
                scratch = buffers;
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
        rewriter.changes(sequence, layers.leftOut(packet), changes);
        changes.marker = begins || layers.marks(packet, payload);
        begins = false;
        changes.newestBlockOnly = newestBlockOnly;
        scratch.outbound().write(packet, payload, layers, changes, out);
        sent.put(layer, packet.sequenceNumber(), changes);
        rewriter.sent(now, packet, payload, changes);
        packets++;
        octets += packet.payloadLength();
        sendWritten(now);
    }

    private boolean sendWritten(long now) {
        return transport.sendRtp(
                now, scratch.outbound().array(), 0, scratch.outbound().size());
    }

    /**
     * Repeats what the subscriber missed, as far as it is still there. Returns how many were repeated.
     *
     * @param highest layer of which something may be repeated
     * @param spacing nanoseconds after which one may be repeated again
     */
    int repeat(long now, int[] sequences, ForwardedTrack track, int highest, long spacing) {
        int repeated = 0;
        for (int sequence : sequences) {
            int slot = sent.find(sequence);
            if (slot >= 0
                    && sent.layer(slot) <= highest
                    && sent.mayRepeat(slot, now, spacing)
                    && repeat(now, slot, track.stream(sent.layer(slot)))) {
                repeated++;
            }
        }
        return repeated;
    }

    private boolean repeat(long now, int slot, @Nullable SourceStream source) {
        RtpPacket packet = scratch.repeated();
        if (source == null || !source.history().get(sent.sourceSequence(slot), packet)) {
            return false;
        }
        OutboundPacket.Changes changes = scratch.changes();
        sent.changes(slot, changes);
        scratch.outbound().write(packet, source.read(packet), layers, changes, out);
        changes.padding = 0;
        if (out.repairPayloadType() >= 0) {
            scratch.outbound().repeat(out, repairSequence++ & 0xffff);
        }
        return sendWritten(now);
    }

    /** Whether what was sent can be sent again without being anything new: as retransmissions (RFC 4588). */
    boolean canFill() {
        return packets > 0 && rewriter.layer() >= 0 && out.repairPayloadType() >= 0;
    }

    /**
     * Sends the newest packets again, the newest first, though nobody misses them: a decoder drops what it has.
     *
     * @param bytes to send, as far as there is something, and at most a packet more
     * @return what was sent
     */
    long fill(long now, long bytes, ForwardedTrack track) {
        long filled = 0;
        for (int back = 0; back < ForwardLimits.FILLING && filled < bytes; back++) {
            int slot = sent.find(rewriter.newest() - back & 0xffff);
            if (slot >= 0 && repeat(now, slot, track.stream(sent.layer(slot)))) {
                filled += scratch.outbound().size();
            }
        }
        return filled;
    }

    /** The publisher's report on a source, on the timestamps of this stream; null before anything was sent or reported. */
    @Nullable
    SenderReport report(@Nullable SourceStream source) {
        SenderReport from = source == null ? null : source.senderReport();
        if (packets == 0 || from == null) {
            return null;
        }
        long timestamp = from.rtpTimestamp() + rewriter.timestampOffset() & 0xffff_ffffL;
        return new SenderReport(
                out.ssrc(), from.ntpTimestamp(), timestamp, packets & 0xffff_ffffL, octets & 0xffff_ffffL, List.of());
    }
}
