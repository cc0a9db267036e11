package org.auralink.media.room.forward;

import org.auralink.media.rtp.RtpLimits;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.FanOut;
import org.jspecify.annotations.Nullable;

/**
 * Buffers that rooms use again for each packet, so that forwarding allocates nothing. One for each loop, with others for the
 * threads that help it.
 */
public final class Scratch {
    /** Room behind a packet for what is added to its extensions, the retransmission's sequence number and a tag. */
    private static final int SPARE = 64;

    private final OutboundPacket outbound = new OutboundPacket(new byte[RtpLimits.MAX_PACKET + SPARE]);
    private final OutboundPacket.Changes changes = new OutboundPacket.Changes();
    private final RtpPacket repeated = new RtpPacket();
    private final @Nullable Scratch[] helpers = new Scratch[FanOut.MOST_LANES];

    /** Those of a thread, which asks itself. @param lane as in {@link FanOut.Work}; 0 for these */
    Scratch of(int lane) {
        if (lane == 0) {
            return this;
        }
        Scratch own = helpers[lane];
        if (own == null) {
            own = new Scratch();
            helpers[lane] = own;
        }
        return own;
    }

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
