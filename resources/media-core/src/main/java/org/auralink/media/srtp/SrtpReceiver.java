package org.auralink.media.srtp;

import java.security.GeneralSecurityException;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Opens what arrives in one direction: finds each packet's index, refuses what is forged or repeated. A stream gets
 * state only after its first packet proved genuine. One thread only.
 */
public final class SrtpReceiver {
    /** No RTP or RTCP packet. */
    public static final int MALFORMED = -1;
    /** A new SSRC beyond the limit. */
    public static final int TOO_MANY_STREAMS = -2;
    /** The tag does not fit. */
    public static final int UNAUTHENTICATED = -3;
    /** Received before, or too old to tell. */
    public static final int REPLAYED = -4;

    /** What {@link #aheadRtp} says of a stream that nothing genuine came from. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final int RTCP_HEADER = 8;

    private final PacketCipher cipher;
    private final StreamTable<ReplayWindow> rtp;
    private final StreamTable<ReplayWindow> rtcp;

    /** @param maxStreams SSRCs at most, for RTP and RTCP each */
    public SrtpReceiver(SessionKeys keys, int maxStreams) {
        cipher = PacketCipher.of(keys);
        rtp = new StreamTable<>(maxStreams);
        rtcp = new StreamTable<>(maxStreams);
    }

    /**
     * Opens an RTP packet.
     *
     * @param out another array, at least {@code size} bytes long
     * @return bytes of the plain packet at {@code out[0]}, or a negative code
     */
    public int openRtp(byte[] in, int from, int size, byte[] out) {
        int header = RtpPacket.headerLength(in, from, size);
        if (header < 0 || size < header + cipher.rtpOverhead() || size > out.length) {
            return MALFORMED;
        }
        int ssrc = RtpBytes.readInt(in, from + 8);
        int sequence = RtpBytes.readShort(in, from + 2);
        ReplayWindow window = rtp.get(ssrc);
        if (window == null && rtp.isFull()) {
            return TOO_MANY_STREAMS;
        }
        long index = window == null ? sequence : ReplayWindow.nearest(window.highest(), sequence);
        if (window != null && !window.isNew(index)) {
            return REPLAYED;
        }
        try {
            int opened = cipher.openRtp(in, from, header, size, out, ssrc, index);
            if (opened < 0) {
                return UNAUTHENTICATED;
            }
            remember(rtp, window, ssrc, index);
            return opened;
        } catch (GeneralSecurityException e) {
            return UNAUTHENTICATED;
        }
    }

    /**
     * How far an RTP packet is ahead of the last one of its stream that proved genuine, by its sequence number; negative
     * when it is behind, {@link #UNKNOWN} when there is none. Its tag is not looked at: whoever guesses needs the SSRC
     * and the sequence number.
     */
    public long aheadRtp(byte[] in, int from, int size) {
        ReplayWindow window = size < RtpPacket.FIXED_HEADER ? null : rtp.get(RtpBytes.readInt(in, from + 8));
        return window == null
                ? UNKNOWN
                : ReplayWindow.nearest(window.highest(), RtpBytes.readShort(in, from + 2)) - window.highest();
    }

    /** As {@link #aheadRtp}, for RTCP, whose packets carry their whole index. */
    public long aheadRtcp(byte[] in, int from, int size) {
        boolean whole = size >= RTCP_HEADER + cipher.rtcpOverhead();
        ReplayWindow window = whole ? rtcp.get(RtpBytes.readInt(in, from + 4)) : null;
        return window == null ? UNKNOWN : cipher.rtcpIndex(in, from, size) - window.highest();
    }

    /** Opens compound RTCP; bytes at {@code out[0]}, or a negative code. */
    public int openRtcp(byte[] in, int from, int size, byte[] out) {
        if (size < RTCP_HEADER + cipher.rtcpOverhead() || size > out.length) {
            return MALFORMED;
        }
        int ssrc = RtpBytes.readInt(in, from + 4);
        ReplayWindow window = rtcp.get(ssrc);
        if (window == null && rtcp.isFull()) {
            return TOO_MANY_STREAMS;
        }
        int index = cipher.rtcpIndex(in, from, size);
        if (window != null && !window.isNew(index)) {
            return REPLAYED;
        }
        try {
            int opened = cipher.openRtcp(in, from, size, out, ssrc);
            if (opened < 0) {
                return UNAUTHENTICATED;
            }
            remember(rtcp, window, ssrc, index);
            return opened;
        } catch (GeneralSecurityException e) {
            return UNAUTHENTICATED;
        }
    }

    private static void remember(StreamTable<ReplayWindow> table, @Nullable ReplayWindow known, int ssrc, long index) {
        ReplayWindow window = known != null ? known : table.getOrAdd(ssrc, ReplayWindow::new);
        if (window != null) {
            window.add(index);
        }
    }
}
