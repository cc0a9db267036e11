package org.auralink.media.srtp;

import java.security.GeneralSecurityException;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Seals what leaves in one direction: finds each packet's index and encrypts. Whatever its caller does, no two different
 * packets are sealed under one number, which would give the key stream away, and with GCM the authentication key
 * (RFC 7714 10.1). One thread only.
 */
public final class SrtpSender {
    /** Not an RTP or RTCP packet, or the output is too small. */
    public static final int MALFORMED = -1;
    /** A new SSRC beyond the limit. */
    public static final int TOO_MANY_STREAMS = -2;
    /** Another packet had this number, or there are no more numbers under this key. */
    public static final int NUMBER_USED = -3;

    private static final int RTCP_HEADER = 8;
    /** Numbers under one key (RFC 3711 9.2). */
    private static final long LAST_RTP_INDEX = (1L << 48) - 1;

    private static final long LAST_RTCP_INDEX = (1L << 31) - 1;

    private final SessionKeys keys;
    private final PacketCipher cipher;
    private final StreamTable<Stream> streams;
    private long rtcpIndex;

    /** What was sent under one SSRC. */
    private static final class Stream {
        final ReplayWindow sent = new ReplayWindow();
        /** Only kept where packets are repeated as they were: most subscribers have a stream for repairs. */
        @Nullable
        SentTags tags;
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
     * Seals an RTP packet. A sequence number may come again only with the very same packet, and not too late; the first
     * such repetition in a stream is refused, too, because nothing was kept yet to compare it with.
     *
     * @param out another array; holds nothing that may be sent when the result is negative
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
        ReplayWindow sent = stream.sent;
        long index = sent.highest() < 0 ? sequence : ReplayWindow.nearest(sent.highest(), sequence);
        try {
            if (!sent.isNew(index)) {
                return repeat(stream, in, from, header, size, out, ssrc, index);
            }
            if (index > LAST_RTP_INDEX) {
                return NUMBER_USED;
            }
            sent.add(index);
            int sealed = cipher.sealRtp(in, from, header, size, out, ssrc, index);
            SentTags tags = stream.tags;
            if (tags != null) {
                tags.put(index, tag(out, sealed));
            }
            return sealed;
        } catch (GeneralSecurityException e) {
            return MALFORMED;
        }
    }

    private int repeat(Stream stream, byte[] in, int from, int header, int size, byte[] out, int ssrc, long index)
            throws GeneralSecurityException {
        SentTags tags = stream.tags;
        if (tags == null) {
            stream.tags = new SentTags();
            return NUMBER_USED;
        }
        // Another cipher, because the JDK's refuses the nonce that it used last. Repetitions are few.
        int sealed = PacketCipher.of(keys).sealRtp(in, from, header, size, out, ssrc, index);
        return tags.has(index, tag(out, sealed)) ? sealed : NUMBER_USED;
    }

    /** The last 64 bits of the packet's tag. */
    private static long tag(byte[] sealed, int size) {
        return RtpBytes.readUnsignedInt(sealed, size - 8) << 32 | RtpBytes.readUnsignedInt(sealed, size - 4);
    }

    /** Seals compound RTCP under the SSRC of its first packet; bytes written at {@code out[0]}, or a negative code. */
    public int sealRtcp(byte[] in, int from, int size, byte[] out) {
        if (size < RTCP_HEADER || size + cipher.rtcpOverhead() > out.length) {
            return MALFORMED;
        }
        if (rtcpIndex > LAST_RTCP_INDEX) {
            return NUMBER_USED;
        }
        int index = (int) rtcpIndex++;
        try {
            return cipher.sealRtcp(in, from, size, out, RtpBytes.readInt(in, from + 4), index);
        } catch (GeneralSecurityException e) {
            return MALFORMED;
        }
    }
}
