package org.auralink.media.room.forward;

import org.auralink.media.codec.PayloadDescriptor;
import org.auralink.media.codec.PayloadFormat;
import org.auralink.media.rtcp.ReceiveStatistics;
import org.auralink.media.rtcp.ReportBlock;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.NackGenerator;
import org.auralink.media.rtp.PacketHistory;
import org.auralink.media.rtp.RtpLimits;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.SequenceNumbers;
import org.auralink.media.sdp.Codec;
import org.jspecify.annotations.Nullable;

/** One encoding of a track as it arrives from its publisher: statistics, missing packets, history. */
public final class SourceStream {
    private static final long NANOS = 1_000_000_000L;

    private final int ssrc;
    private final int layer;
    private final Codec codec;
    private final int dependencyExtension;
    private final PayloadFormat format;
    private final PayloadDescriptor arrived;
    private final PayloadDescriptor kept;
    private final FrameRates rates = new FrameRates();
    private final BitRate bits = new BitRate();
    private final ReceiveStatistics statistics;
    private final NackGenerator missing = new NackGenerator();
    private final PacketHistory history;
    private final KeyFrameRequests keyFrames;
    private int newest = -1;
    private long lastPacketAt;
    private boolean paused;
    private long measured;
    private int lastMuted = -1;
    private @Nullable SenderReport senderReport;
    private @Nullable Gathered gathered;
    private long toldReceived;
    private long toldLost;
    private long toldDisordered;

    /** With {@link KeyFrameSpacing#DEFAULT}. */
    public SourceStream(int ssrc, int layer, Codec codec) {
        this(ssrc, layer, codec, KeyFrameSpacing.DEFAULT, 0);
    }

    /**
     * @param layer 0 for the lowest; 0 too when there is only one
     * @param codec an accepted one
     * @param spacing of key frame requests
     * @param dependencyExtension id of the dependency descriptor; not positive when there is none
     */
    public SourceStream(int ssrc, int layer, Codec codec, KeyFrameSpacing spacing, int dependencyExtension) {
        this.ssrc = ssrc;
        this.layer = layer;
        this.codec = codec;
        this.dependencyExtension = dependencyExtension;
        format = PayloadFormat.of(codec)
                .orElseThrow(() -> new IllegalArgumentException("not forwarded: " + codec.name()));
        arrived = format.descriptor(dependencyExtension);
        kept = arrived.ofHistory();
        statistics = new ReceiveStatistics(ssrc, codec.clockRate());
        history = new PacketHistory(isVideo() ? RtpLimits.VIDEO_HISTORY : RtpLimits.AUDIO_HISTORY);
        keyFrames = new KeyFrameRequests(spacing.of(layer));
    }

    /** The same stream as another room has it, with a history and requests of its own. */
    public SourceStream twin(KeyFrameSpacing spacing) {
        return new SourceStream(ssrc, layer, codec, spacing, dependencyExtension);
    }

    /**
     * Takes a packet in.
     *
     * @param repaired whether it came as a retransmission, which says nothing about the path's jitter
     * @return false when it was there already
     */
    boolean receive(long now, RtpPacket packet, boolean repaired) {
        if (!history.put(packet)) {
            return false;
        }
        if (!repaired) {
            statistics.onPacket(now, packet.sequenceNumber(), packet.timestamp());
        }
        if (!missing.onPacket(now, packet.sequenceNumber()) && isVideo()) {
            keyFrames.want();
        }
        if (newest < 0 || SequenceNumbers.isNewer(packet.sequenceNumber(), newest)) {
            newest = packet.sequenceNumber();
        }
        lastPacketAt = now;
        bits.add(now, packet.length());
        arrived.read(packet);
        if (isVideo()) {
            rates.onPacket(now, packet.timestamp(), arrived, packet.length());
        }
        return true;
    }

    void receive(long now, SenderReport report) {
        senderReport = report;
        statistics.onSenderReport(now, report);
    }

    /** The publisher's SSRC. */
    public int ssrc() {
        return ssrc;
    }

    /** Place among the encodings, 0 for the lowest. */
    public int layer() {
        return layer;
    }

    /** The negotiated codec, with the publisher's payload type. */
    public Codec codec() {
        return codec;
    }

    /** What can be done with its payload. */
    public PayloadFormat format() {
        return format;
    }

    /** Whether packets of this type are of the stream. */
    boolean accepts(int payloadType) {
        return payloadType == codec.payloadType() || payloadType == format.blockPayloadType();
    }

    private boolean isVideo() {
        return format.kind().needsKeyFrame();
    }

    /** How fast its temporal layers are. */
    FrameRates rates() {
        return rates;
    }

    /** What it takes, all layers inside it together. */
    public long bitsPerSecond(long now) {
        return bits.bitsPerSecond(now);
    }

    /** What it took when it came last: at present, or before its publisher paused it; 0 when it never came. */
    long measuredBitsPerSecond(long now) {
        if (isArriving(now)) {
            measured = bitsPerSecond(now);
        }
        return measured;
    }

    /** How evenly its packets come (RFC 3550 6.4.1). */
    public long jitterNanos() {
        return statistics.jitter() * 1_000_000_000L / codec.clockRate();
    }

    /** How it came since the last call. */
    public StreamHealth takeHealth() {
        long received = statistics.received() - toldReceived;
        long lost = statistics.lost() - toldLost;
        long disordered = statistics.disordered() - toldDisordered;
        toldReceived = statistics.received();
        toldLost = statistics.lost();
        toldDisordered = statistics.disordered();
        return StreamHealth.of(received + Math.max(0, lost), lost, disordered, jitterNanos());
    }

    /** Of the packet that arrived last. */
    PayloadDescriptor arrived() {
        return arrived;
    }

    /** What waits of it for the end of the batch that is being read. */
    Gathered gathered() {
        if (gathered == null) {
            gathered = new Gathered(this);
        }
        return gathered;
    }

    /** Nothing of it waits any longer. */
    void forwardGathered(long now) {
        if (gathered != null) {
            gathered.batchRead(now);
        }
    }

    /** Of a packet from the history; valid until the next is read. */
    PayloadDescriptor read(RtpPacket packet) {
        kept.read(packet);
        return kept;
    }

    PacketHistory history() {
        return history;
    }

    /** Sequence number of the newest packet, or -1 before the first. */
    int newest() {
        return newest;
    }

    /** What came until now was muted, and goes to nobody. */
    void endMute() {
        lastMuted = newest;
    }

    /**
     * The oldest of the newest packets that came within a time, without a gap, and after another; for sound.
     *
     * @param nanos by the packets' own clock
     * @param after number of that other
     * @return its number; -1 when there is none
     */
    int within(long nanos, int after, RtpPacket view) {
        int found = -1;
        long end = 0;
        for (int back = 0; newest >= 0 && back < ForwardLimits.LATE; back++) {
            int number = newest - back & 0xffff;
            if (number == after || number == lastMuted || !history.get(number, view) || !isUsable(read(view))) {
                return found;
            }
            end = found < 0 ? view.timestamp() : end;
            if ((int) (end - view.timestamp()) > nanos * codec.clockRate() / NANOS) {
                return found;
            }
            found = number;
        }
        return found;
    }

    /** Blocks that do not fit into each other can be taken apart for nobody. */
    static boolean isUsable(PayloadDescriptor payload) {
        return !payload.hasBlocks() || payload.isWhole();
    }

    /** How long ago a packet came that has this timestamp, by the packets' own clock. */
    long since(long now, long timestamp, long newestTimestamp) {
        return now - lastPacketAt + (int) (newestTimestamp - timestamp) * NANOS / codec.clockRate();
    }

    /** Whether packets come, and can be counted on: the publisher was not asked to pause it. */
    boolean isLive(long now) {
        return !paused && isArriving(now);
    }

    /** Whether packets come, wanted or not. */
    public boolean isArriving(long now) {
        return newest >= 0 && now - lastPacketAt < ForwardLimits.LAYER_SILENT_AFTER;
    }

    /**
     * The publisher is asked not to send it, or to send it again. What is on its way yet does not make it live. Once it is
     * wanted again it is live with the next packet that comes, and a key frame is asked for at once.
     */
    void setPaused(long now, boolean nowPaused) {
        if (paused == nowPaused) {
            return;
        }
        paused = nowPaused;
        if (paused) {
            keyFrames.satisfied();
        } else {
            lastPacketAt = now - ForwardLimits.LAYER_SILENT_AFTER;
            keyFrames.begun();
            if (isVideo()) {
                keyFrames.wantOnce();
            }
        }
    }

    /** The publisher's last mapping of timestamps to wall-clock time, or null. */
    @Nullable
    SenderReport senderReport() {
        return senderReport;
    }

    KeyFrameRequests keyFrames() {
        return keyFrames;
    }

    /** How long an answer of the publisher takes, as measured. */
    public void setRoundTrip(long nanos) {
        missing.setRoundTrip(nanos);
    }

    /** Sequence numbers to ask the publisher for, now. */
    public int[] missing(long now) {
        return missing.toRequest(now);
    }

    /** What to tell the publisher about this stream. */
    public ReportBlock reportBlock(long now) {
        return statistics.reportBlock(now);
    }

    /** Whether a key frame is to be requested from the publisher now; asking again later is arranged. */
    public boolean takeKeyFrameRequest(long now) {
        return keyFrames.take(now);
    }
}
