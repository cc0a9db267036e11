package org.auralink.media.room.forward;

import org.auralink.media.codec.PayloadDescriptor;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.SequenceNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Makes one continuous stream for a subscriber out of the layers of a track: sequence numbers without gaps, timestamps
 * that follow the clock, picture ids that count on. It begins and switches at key frames only, and keeps numbers
 * only, no packets.
 */
final class Rewriter {
    private static final int NONE = -1;
    private static final long SECOND = 1_000_000_000L;

    private int clockRate;
    private @Nullable Numbering numbering;
    private int layer = NONE;
    private int firstSource;
    private boolean hasSent;
    private int sequenceOffset;
    private int timestampOffset;
    private int pictureIdOffset;
    private int tl0Offset;
    private int keyIndexOffset;
    private int highestOut;
    private int lastTimestampOut;
    private long lastOutAt;
    private int lastPictureIdOut;
    private int lastTl0Out;
    private int lastKeyIndexOut;

    /** @param clockRate of the stream's timestamps, in Hz */
    Rewriter(int clockRate) {
        this.clockRate = clockRate;
    }

    /** The stream goes on with timestamps of another clock, in Hz. */
    void clockRate(int changed) {
        clockRate = changed;
    }

    /** The layer that is sent, or -1 while waiting to begin. */
    int layer() {
        return layer;
    }

    /** Waits for the next place to begin, as after a pause; numbers will go on from where they are. */
    void pause() {
        layer = NONE;
    }

    /** Begins the stream with a packet that carries nothing but padding, or goes on with one. */
    void padding(long now, OutboundPacket packet, OutboundStream out) {
        if (hasSent) {
            highestOut = highestOut + 1 & 0xffff;
        } else {
            hasSent = true;
            // As in switchTo: below 2^15.
            highestOut = out.ssrc() >>> 8 & 0x7fff;
            lastTimestampOut = out.ssrc();
            lastOutAt = now;
        }
        packet.writePadding(out, highestOut, lastTimestampOut);
    }

    /**
     * Switches to the layer of this packet, with which a decoder can begin.
     *
     * @param selective whether some of its packets may be left out
     */
    void switchTo(long now, int newLayer, RtpPacket packet, PayloadDescriptor payload, boolean selective) {
        layer = newLayer;
        firstSource = packet.sequenceNumber();
        move(now, packet, payload);
        numbering = selective ? numbering == null ? new Numbering() : numbering : null;
        if (numbering != null) {
            numbering.begin(firstSource, sequence(firstSource));
        }
    }

    private void move(long now, RtpPacket packet, PayloadDescriptor payload) {
        if (!hasSent) {
            // Below 2^15, so that a receiver that loses the first packets cannot misjudge the rollover (RFC 3711
            // 3.3.1).
            sequenceOffset = -(firstSource & 0x8000);
            return;
        }
        sequenceOffset = highestOut + 1 - firstSource;
        // Layers have timestamps of their own; elapsed time is what the receiver's clock will have seen.
        long nanos = now - lastOutAt;
        long elapsed = Math.max(1, nanos / SECOND * clockRate + nanos % SECOND * clockRate / SECOND);
        timestampOffset = lastTimestampOut + (int) elapsed - (int) packet.timestamp();
        pictureIdOffset = lastPictureIdOut + 1 - payload.pictureId();
        tl0Offset = lastTl0Out + 1 - payload.tl0();
        keyIndexOffset = lastKeyIndexOut + 1 - payload.keyIndex();
    }

    /** Whether this packet of the present layer belongs to what was begun; late ones from before a switch do not. */
    boolean covers(int sourceSequence) {
        return SequenceNumbers.distance(firstSource, sourceSequence) >= 0;
    }

    /** Which packet has which number when some are left out; null when none are. */
    @Nullable
    Numbering numbering() {
        return numbering;
    }

    /** Takes note that this packet is sent now, with these changes. */
    void sent(long now, RtpPacket packet, PayloadDescriptor payload, OutboundPacket.Changes changes) {
        slide(packet.sequenceNumber());
        if (!hasSent || SequenceNumbers.isNewer(changes.sequence, highestOut)) {
            hasSent = true;
            highestOut = changes.sequence;
            lastOutAt = now;
            lastTimestampOut = (int) packet.timestamp() + changes.timestampOffset;
            if (payload.hasPictureId()) {
                lastPictureIdOut = payload.pictureId() + changes.pictureIdOffset;
            }
            if (payload.hasTl0()) {
                lastTl0Out = payload.tl0() + changes.tl0Offset;
            }
            if (payload.hasKeyIndex()) {
                lastKeyIndexOut = payload.keyIndex() + changes.keyIndexOffset;
            }
        }
    }

    /** The window of "late" moves along, so that it stays right when sequence numbers wrap. */
    void slide(int sourceSequence) {
        if (SequenceNumbers.distance(firstSource, sourceSequence) > 0x3000) {
            firstSource = sourceSequence - 0x2000 & 0xffff;
        }
    }

    /** The newest sequence number that was sent; of no meaning before anything was. */
    int newest() {
        return highestOut;
    }

    /** The source's number of the newest packet that was sent; -1 before anything was. */
    int newestSource() {
        return hasSent ? highestOut - sequenceOffset & 0xffff : NONE;
    }

    /** Sequence number towards the subscriber. */
    int sequence(int sourceSequence) {
        return sourceSequence + sequenceOffset & 0xffff;
    }

    /** Offset of timestamps. */
    int timestampOffset() {
        return timestampOffset;
    }

    /**
     * How a packet is changed that gets this number.
     *
     * @param leftOut pictures before it whose numbers it and those behind it move up by
     */
    void changes(int sequence, int leftOut, OutboundPacket.Changes into) {
        into.sequence = sequence;
        into.timestampOffset = timestampOffset;
        into.pictureIdOffset = pictureIdOffset - leftOut;
        into.tl0Offset = tl0Offset;
        into.keyIndexOffset = keyIndexOffset;
    }
}
