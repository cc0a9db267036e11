package org.auralink.media.room.forward;

import org.auralink.media.rtp.RtpLimits;
import org.auralink.media.rtp.RtpPacket;

/** Buffers that rooms use again for each packet, so that forwarding allocates nothing. One per loop. */
public final class Scratch {
    /** Room behind a packet for the retransmission's sequence number and an authentication tag. */
    private static final int SPARE = 64;

    private final byte[] buffer = new byte[RtpLimits.MAX_PACKET + SPARE];
    private final RtpPacket repeated = new RtpPacket();

    byte[] buffer() {
        return buffer;
    }

    /** A view for packets from the history. */
    RtpPacket repeated() {
        return repeated;
    }
}
