package org.auralink.media.srtp;

import java.security.GeneralSecurityException;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;

/** Seals what leaves in one direction: finds each packet's index and encrypts. One thread only. */
public final class SrtpSender {
    /** Not an RTP or RTCP packet, or the output is too small. */
    public static final int MALFORMED = -1;
    /** A new SSRC beyond the limit. */
    public static final int TOO_MANY_STREAMS = -2;

    private static final int RTCP_HEADER = 8;
    private static final int MAX_RTCP_INDEX = 0x7FFF_FFFF;

    private final SessionKeys keys;
    private PacketCipher cipher;
    private final StreamTable<Stream> streams;
    private int rtcpIndex;
    private int lastSsrc;
    private long lastIndex = -1;

    private static final class Stream {
        long index = -1;
    }

    /** @param maxStreams SSRCs at most */
    public SrtpSender(SessionKeys keys, int maxStreams) {
        this.keys = keys;
        cipher = PacketCipher.of(keys);
        streams = new StreamTable<>(maxStreams);
    }

    /** Bytes that sealing adds, for RTP and RTCP alike, at most. */
    public int overhead() {
        return cipher.rtcpOverhead();
    }

    /**
     * Seals an RTP packet. A sequence number may come again only with the very same packet: the same key stream would
     * be used.
     *
     * @param out another array
     * @return bytes written at {@code out[0]}, or a negative code
     */
    public int sealRtp(byte[] in, int from, int size, byte[] out) {
        int header = RtpPacket.headerLength(in, from, size);
        if (header < 0 || size + cipher.rtpOverhead() > out.length) {
            return MALFORMED;
        }
        int ssrc = RtpBytes.readInt(in, from + 8);
        Stream stream = streams.getOrAdd(ssrc, Stream::new);
        if (stream == null) {
            return TOO_MANY_STREAMS;
        }
        int sequence = RtpBytes.readShort(in, from + 2);
        long index = stream.index < 0 ? sequence : ReplayWindow.nearest(stream.index, sequence);
        stream.index = Math.max(stream.index, index);
        try {
            if (index == lastIndex && ssrc == lastSsrc) {
                // The JDK's GCM refuses the nonce it used last, although the packet is the same.
                cipher = PacketCipher.of(keys);
            }
            lastIndex = index;
            lastSsrc = ssrc;
            return cipher.sealRtp(in, from, header, size, out, ssrc, index);
        } catch (GeneralSecurityException e) {
            return MALFORMED;
        }
    }

    /** Seals compound RTCP under the SSRC of its first packet; bytes written at {@code out[0]}, or a negative code. */
    public int sealRtcp(byte[] in, int from, int size, byte[] out) {
        if (size < RTCP_HEADER || size + cipher.rtcpOverhead() > out.length) {
            return MALFORMED;
        }
        int index = rtcpIndex;
        rtcpIndex = index + 1 & MAX_RTCP_INDEX;
        try {
            return cipher.sealRtcp(in, from, size, out, RtpBytes.readInt(in, from + 4), index);
        } catch (GeneralSecurityException e) {
            return MALFORMED;
        }
    }
}
