package org.auralink.media.room.forward;

import org.auralink.media.codec.PayloadDescriptor;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.ReadBatch;
import org.jspecify.annotations.Nullable;

/**
 * Packets of one source that were read together and wait for the end of their batch, when each receiver gets all of them
 * before the next receiver gets any. Their sizes are known then, so those that differ by some bytes are sent as large as
 * the largest: the kernel takes what leaves together at the price of a few packets when it is of one size.
 */
final class Gathered implements ReadBatch.Part {
    /** Packets that wait at most: two frames of a 720p camera, which are less than a history keeps. */
    private static final int MOST = 16;
    /** Padding of a packet at most (RFC 3550 5.1). A sender that splits a frame makes parts that differ by a byte, more
     * for those with an extension that others have not; half a percent of bandwidth for a fifth of the time to send. */
    private static final int MOST_PADDING = 8;

    private final SourceStream source;
    private final RtpPacket[] packets = new RtpPacket[MOST];
    private final PayloadDescriptor[] payloads = new PayloadDescriptor[MOST];
    private final int[] paddings = new int[MOST];
    private @Nullable ForwardedTrack track;
    private int count;

    Gathered(SourceStream source) {
        this.source = source;
        for (int i = 0; i < MOST; i++) {
            packets[i] = new RtpPacket();
            payloads[i] = source.arrived().ofHistory();
        }
    }

    /**
     * Keeps the packet that arrived last until the batch is over.
     *
     * @return false when there is no room for it
     */
    boolean add(RtpPacket packet, ForwardedTrack of, ReadBatch batch) {
        if (count == MOST || !source.history().get(packet.sequenceNumber(), packets[count])) {
            return false;
        }
        payloads[count].read(packets[count]);
        track = of;
        if (count++ == 0) {
            batch.add(this);
        }
        return true;
    }

    @Override
    public void batchRead(long now) {
        ForwardedTrack of = track;
        if (count > 0 && of != null) {
            of.forward(now, this);
        }
    }

    /** Hands on all of it, and is empty then. */
    void forward(long now, Receivers receivers) {
        int waiting = count;
        count = 0;
        int largest = 0;
        for (int i = 0; i < waiting; i++) {
            largest = Math.max(largest, packets[i].payloadLength());
        }
        for (int i = 0; i < waiting; i++) {
            int padding = largest - packets[i].payloadLength();
            paddings[i] = padding <= MOST_PADDING ? padding : 0;
        }
        receivers.forward(now, source, waiting, packets, payloads, paddings);
    }

    /** Nobody gets any of it. */
    void drop() {
        count = 0;
    }

    SourceStream source() {
        return source;
    }
}
