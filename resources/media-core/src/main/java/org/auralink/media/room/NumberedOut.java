package org.auralink.media.room;

import org.auralink.media.bwe.BandwidthEstimator;
import org.auralink.media.room.forward.PacketOut;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;

/**
 * Gives each packet that has room for it the next transport-wide sequence number, immediately before it is sealed, so that the numbers
 * are in the order of sending; and keeps what the estimator needs to know of it. Those packets are paced, all others leave at
 * once.
 */
final class NumberedOut implements PacketOut {
    /** IPv4, UDP and the tag of SRTP: what a packet is larger on the wire. */
    private static final int OVERHEAD = 28 + 16;

    private static final int EXTENSION = 0x10;
    /** Where the first element of the extensions is; our packets have no contributing sources. */
    private static final int ELEMENTS = RtpPacket.FIXED_HEADER + 4;

    private final PacketOut out;
    private final BandwidthEstimator estimator;
    private final Pacer pacer = new Pacer();
    private boolean atOnce;
    private int id;

    NumberedOut(PacketOut out, BandwidthEstimator estimator) {
        this.out = out;
        this.estimator = estimator;
    }

    /** As which extension packets have it; the same in all sections of a connection (RFC 8843 9.1). */
    void agreed(int extension) {
        id = extension;
    }

    @Override
    public boolean sendRtp(long now, byte[] buf, int from, int size) {
        int at = id > 0 && (buf[from] & EXTENSION) != 0 ? position(buf, from) : -1;
        if (at < 0) {
            return out.sendRtp(now, buf, from, size);
        }
        if (!atOnce && !pacer.take(now, size)) {
            return pacer.keep(buf, from, size);
        }
        return number(now, buf, from, size, at);
    }

    private boolean number(long now, byte[] buf, int from, int size, int at) {
        RtpBytes.writeShort(buf, at, estimator.sent(now, size + OVERHEAD));
        return out.sendRtp(now, buf, from, size);
    }

    /** Whether packets leave at once, as those of a probe, which has a pace of its own. */
    void setAtOnce(boolean nowAtOnce) {
        atOnce = nowAtOnce;
    }

    /**
     * Sends what has waited for its turn.
     *
     * @param bitsPerSecond that are estimated to pass; 0 while there is no sign of an end
     */
    void tick(long now, long bitsPerSecond) {
        pacer.passes(bitsPerSecond);
        if (!pacer.hasWaiting()) {
            return;
        }
        for (byte[] next = pacer.next(now); next != null; next = pacer.next(now)) {
            number(now, next, 0, next.length, position(next, 0));
        }
    }

    /** Where the number is written, as the first element; -1 when there is none. */
    private int position(byte[] buf, int from) {
        int at = from + ELEMENTS;
        if (RtpBytes.readShort(buf, from + RtpPacket.FIXED_HEADER) == RtpPacket.ONE_BYTE_PROFILE) {
            return (buf[at] & 0xff) == (id << 4 | 1) ? at + 1 : -1;
        }
        return (buf[at] & 0xff) == id ? at + 2 : -1;
    }
}
