package org.auralink.media.room.forward;

import org.auralink.media.rtp.RtpLimits;
import org.auralink.media.rtp.RtpPacket;

/** Buffers that rooms use again for each packet, so that forwarding allocates nothing. One per loop. */
public final class Scratch {
    /** Room behind a packet for what is added to its extensions, the retransmission's sequence number and a tag. */
    private static final int SPARE = 64;

    private final OutboundPacket outbound = new OutboundPacket(new byte[RtpLimits.MAX_PACKET + SPARE]);
    private final OutboundPacket.Changes changes = new OutboundPacket.Changes();
    private final RtpPacket repeated = new RtpPacket();

    /** The packet that is being written. */
    OutboundPacket outbound() {
        return outbound;
    }

    /** What is different in it. */
    OutboundPacket.Changes changes() {
        return changes;
    }

    /** A view for packets from the history. */
    RtpPacket repeated() {
        return repeated;
    }
}
