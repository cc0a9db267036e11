package org.auralink.media.node.client;

import java.nio.ByteBuffer;
import org.auralink.media.rtp.RtpPacket;

/**
 * A camera's VP8 packets (RFC 7741): frames of some packets each, a key frame every second, the time of sending in each
 * payload. Reuses one buffer.
 */
public final class VideoPackets {
    private static final int DESCRIPTOR = 6;
    /** Where a received packet without header extensions holds the time it was sent. */
    public static final int SENT_AT = RtpPacket.FIXED_HEADER + DESCRIPTOR + 1;

    /** Bytes of the shortest packet that has room for the time of sending. */
    public static final int SMALLEST = SENT_AT + Long.BYTES;

    private static final int FRAME_RATE = 30;
    private static final int CLOCK_PER_FRAME = 90_000 / FRAME_RATE;
    private static final int MARKER = 0x80;
    /** Extended; beginning of a partition. */
    private static final int FIRST_OF_FRAME = 0x90;

    private static final int LATER_OF_FRAME = 0x80;
    /** Picture id, TL0PICIDX and temporal layer follow. */
    private static final int NUMBERED = 0xE0;

    private final byte[] packet;
    private final ByteBuffer view;
    private final int packetsPerFrame;
    private int sequence = 1;
    private int frame;
    private int inFrame;

    /** @param packetBytes of each, at least {@link #SMALLEST} */
    public VideoPackets(int ssrc, int payloadType, int packetBytes, int packetsPerSecond) {
        packet = new byte[packetBytes];
        view = ByteBuffer.wrap(packet);
        packetsPerFrame = Math.max(1, packetsPerSecond / FRAME_RATE);
        packet[0] = (byte) 0x80;
        packet[1] = (byte) payloadType;
        view.putInt(8, ssrc);
    }

    /** Writes the next packet and returns the buffer, full. */
    public byte[] next(long now) {
        boolean last = inFrame == packetsPerFrame - 1;
        packet[1] = (byte) (last ? packet[1] | MARKER : packet[1] & ~MARKER);
        view.putShort(2, (short) sequence++);
        view.putInt(4, frame * CLOCK_PER_FRAME);
        int at = RtpPacket.FIXED_HEADER;
        packet[at] = (byte) (inFrame == 0 ? FIRST_OF_FRAME : LATER_OF_FRAME);
        packet[at + 1] = (byte) NUMBERED;
        view.putShort(at + 2, (short) (0x8000 | frame & 0x7FFF));
        packet[at + 4] = (byte) frame;
        packet[at + 5] = 0;
        boolean keyFrame = frame % FRAME_RATE == 0;
        packet[at + DESCRIPTOR] = (byte) (keyFrame ? 0 : 1);
        view.putLong(SENT_AT, now);
        inFrame++;
        if (last) {
            inFrame = 0;
            frame++;
        }
        return packet;
    }
}
