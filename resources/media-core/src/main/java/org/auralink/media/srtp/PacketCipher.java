package org.auralink.media.srtp;

import java.security.GeneralSecurityException;

/**
 * Encrypts and authenticates packets of one direction, given their index. Not safe for use by several threads; input
 * and output arrays must differ. Sizes have been checked by the caller.
 */
sealed interface PacketCipher permits GcmCipher, CounterModeCipher {
    /**
     * Seals an RTP packet.
     *
     * @param header bytes that stay readable
     * @param index rollover counter and sequence number, 48 bits (RFC 3711 3.3.1)
     * @return bytes written at {@code out[0]}
     */
    int sealRtp(byte[] in, int from, int header, int size, byte[] out, int ssrc, long index)
            throws GeneralSecurityException;

    /**
     * Opens an RTP packet.
     *
     * @return bytes written at {@code out[0]}, or -1 when the tag does not fit
     */
    int openRtp(byte[] in, int from, int header, int size, byte[] out, int ssrc, long index)
            throws GeneralSecurityException;

    /** Seals an RTCP packet with its 31 bit index; bytes written at {@code out[0]}. */
    int sealRtcp(byte[] in, int from, int size, byte[] out, int ssrc, int index) throws GeneralSecurityException;

    /** Opens an RTCP packet; bytes written at {@code out[0]}, or -1 when the tag does not fit or it is not encrypted. */
    int openRtcp(byte[] in, int from, int size, byte[] out, int ssrc) throws GeneralSecurityException;

    /** The index that a sealed RTCP packet carries in clear. */
    int rtcpIndex(byte[] in, int from, int size);

    /** Bytes that sealing adds to an RTP packet. */
    int rtpOverhead();

    /** Bytes that sealing adds to an RTCP packet. */
    int rtcpOverhead();

    /** The cipher for these keys. */
    static PacketCipher of(SessionKeys keys) {
        try {
            return switch (keys.profile) {
                case AEAD_AES_128_GCM -> new GcmCipher(keys, CryptoProviders.gcm());
                case AES_CM_128_HMAC_SHA1_80 -> new CounterModeCipher(keys);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks a cipher that every Java has", e);
        }
    }
}
