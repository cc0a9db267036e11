package org.auralink.media.room.forward;

import org.auralink.media.codec.PayloadDescriptor;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.SequenceNumbers;

/**
 * Makes one continuous stream for a subscriber out of the layers of a track: sequence numbers without gaps, timestamps
 * that follow the clock, picture ids that count on. It begins and switches at key frames only, and keeps numbers
 * only, no packets.
 */
final class Rewriter {
    private static final int NONE = -1;
    /** Bytes of padding, as the last of them says. */
    private static final int PADDING = 4;

    private static final long SECOND = 1_000_000_000L;

    private final int clockRate;
    private int layer = NONE;
    private int firstSource;
    private boolean hasSent;
    private int sequenceOffset;
    private int timestampOffset;
    private int pictureIdOffset;
    private int tl0Offset;
    private int highestOut;
    private int lastTimestampOut;
    private long lastOutAt;
    private int lastPictureIdOut;
    private int lastTl0Out;

    /** @param clockRate of the stream's timestamps, in Hz */
    Rewriter(int clockRate) {
        this.clockRate = clockRate;
    }

    /** The layer that is sent, or -1 while waiting to begin. */
    int layer() {
        return layer;
    }

    /** Waits for the next place to begin, as after a pause; numbers will go on from where they are. */
    void pause() {
        layer = NONE;
    }

    /**
     * Begins the stream with a packet that carries nothing but padding (RFC 3550 5.1), or goes on with one.
     *
     * @param buf gets the packet at its beginning
     * @return its size
     */
    int padding(long now, byte[] buf, OutboundStream out) {
        if (hasSent) {
            highestOut = highestOut + 1 & 0xffff;
        } else {
            hasSent = true;
            // As in switchTo: below 2^15.
            highestOut = out.ssrc() >>> 8 & 0x7fff;
            lastTimestampOut = out.ssrc();
            lastOutAt = now;
        }
        buf[0] = (byte) 0xa0;
        buf[1] = (byte) out.payloadType();
        RtpBytes.writeShort(buf, 2, highestOut);
        RtpBytes.writeInt(buf, 4, lastTimestampOut);
        RtpBytes.writeInt(buf, 8, out.ssrc());
        RtpBytes.writeInt(buf, RtpPacket.FIXED_HEADER, PADDING);
        return RtpPacket.FIXED_HEADER + PADDING;
    }

    /** Switches to the layer of this packet, with which a decoder can begin. */
    void switchTo(long now, int newLayer, RtpPacket packet, PayloadDescriptor payload) {
        layer = newLayer;
        firstSource = packet.sequenceNumber();
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
    }

    /** Whether this packet of the present layer belongs to what was begun; late ones from before a switch do not. */
    boolean covers(int sourceSequence) {
        return SequenceNumbers.distance(firstSource, sourceSequence) >= 0;
    }

    /** Takes note that this packet is sent now. */
    void sent(long now, RtpPacket packet, PayloadDescriptor payload) {
        int out = sequence(packet.sequenceNumber());
        if (!hasSent || SequenceNumbers.isNewer(out, highestOut)) {
            hasSent = true;
            highestOut = out;
            lastOutAt = now;
            lastTimestampOut = (int) packet.timestamp() + timestampOffset;
            // The window of "late" moves along, so that it stays right when sequence numbers wrap.
            if (SequenceNumbers.distance(firstSource, packet.sequenceNumber()) > 0x3000) {
                firstSource = packet.sequenceNumber() - 0x2000 & 0xffff;
            }
            if (payload.hasPictureId()) {
                lastPictureIdOut = payload.pictureId() + pictureIdOffset;
            }
            if (payload.hasTl0()) {
                lastTl0Out = payload.tl0() + tl0Offset;
            }
        }
    }

    /** Sequence number towards the subscriber. */
    int sequence(int sourceSequence) {
        return sourceSequence + sequenceOffset & 0xffff;
    }

    int timestampOffset() {
        return timestampOffset;
    }

    int pictureIdOffset() {
        return pictureIdOffset;
    }

    int tl0Offset() {
        return tl0Offset;
    }
}
