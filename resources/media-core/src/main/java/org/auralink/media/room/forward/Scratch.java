package org.auralink.media.room.forward;

import org.auralink.media.rtp.RtpLimits;
import org.auralink.media.rtp.RtpPacket;

/** Buffers that rooms use again for each packet, so that forwarding allocates nothing. One per loop. */
public final class Scratch {
    /** Room behind a packet for the retransmission's sequence number and an authentication tag. */
    private static final int SPARE = 64;

    private final byte[] buffer = new byte[RtpLimits.MAX_PACKET + SPARE];
    private final RtpPacket repeated = new RtpPacket();
    private final Vp8Descriptor vp8 = new Vp8Descriptor();
    private final Vp8Descriptor repeatedVp8 = new Vp8Descriptor();

    byte[] buffer() {
        return buffer;
    }

    /** A view for packets from the history. */
    RtpPacket repeated() {
        return repeated;
    }

    /** The descriptor of the packet that just arrived; counts nothing unless it is a VP8 packet. */
    Vp8Descriptor vp8() {
        return vp8;
    }

    /** The descriptor of {@link #repeated}. */
    Vp8Descriptor repeatedVp8() {
        return repeatedVp8;
    }
}
