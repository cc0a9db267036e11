package org.auralink.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.media.rtp.RtpBytes;
import org.jspecify.annotations.Nullable;

/** AEAD_AES_128_GCM (RFC 7714 8 and 9). */
final class GcmCipher implements PacketCipher {
    private static final int TAG = 16;
    private static final int IV = 12;
    private static final int RTCP_HEADER = 8;
    private static final int INDEX = 4;
    private static final int ENCRYPTED = 0x8000_0000;
    /**
     * Packets that are opened without exceptions after one whose tag did not fit. A provider tells a wrong tag by an
     * exception, which costs ten times what a good packet does; telling it ourselves costs one more pass over the
     * packet. So the first of a flood is dear, and whoever gets no forged packets never pays.
     */
    private static final int WARY = 256;

    private final Cipher cipher;
    private final SecretKeySpec rtpKey;
    private final SecretKeySpec rtcpKey;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private Nonce nonce = new Nonce();
    private Nonce nextNonce = new Nonce();
    private final byte[] indexWord = new byte[INDEX];
    private int wary;
    private @Nullable TagCheck tagCheck;

    /**
     * Parameters that are used again, because new ones for every packet are most of what sealing allocates. Providers
     * keep the last ones to refuse a nonce that comes twice, so two take turns.
     */
    static final class Nonce extends GCMParameterSpec {
        private final byte[] iv = new byte[IV];

        Nonce() {
            super(8 * TAG, new byte[IV]);
        }

        @Override
        public byte[] getIV() {
            return iv;
        }
    }

    /** @param cipher AES-GCM, this one's alone from now on */
    GcmCipher(SessionKeys keys, Cipher cipher) {
        this.cipher = cipher;
        rtpKey = new SecretKeySpec(keys.rtpKey, "AES");
        rtcpKey = new SecretKeySpec(keys.rtcpKey, "AES");
        rtpSalt = keys.rtpSalt;
        rtcpSalt = keys.rtcpSalt;
    }

    @Override
    public int sealRtp(byte[] in, int from, int header, int size, byte[] out, int ssrc, long index)
            throws GeneralSecurityException {
        System.arraycopy(in, from, out, 0, header);
        rtpIv(ssrc, index);
        start(Cipher.ENCRYPT_MODE, rtpKey);
        cipher.updateAAD(in, from, header);
        return header + cipher.doFinal(in, from + header, size - header, out, header);
    }

    @Override
    public int openRtp(byte[] in, int from, int header, int size, byte[] out, int ssrc, long index)
            throws GeneralSecurityException {
        System.arraycopy(in, from, out, 0, header);
        rtpIv(ssrc, index);
        return open(rtpKey, in, from, header, -1, size - header, out);
    }

    @Override
    public int sealRtcp(byte[] in, int from, int size, byte[] out, int ssrc, int index)
            throws GeneralSecurityException {
        System.arraycopy(in, from, out, 0, RTCP_HEADER);
        rtcpIv(ssrc, index);
        RtpBytes.writeInt(indexWord, 0, ENCRYPTED | index);
        start(Cipher.ENCRYPT_MODE, rtcpKey);
        cipher.updateAAD(in, from, RTCP_HEADER);
        cipher.updateAAD(indexWord, 0, INDEX);
        int sealed = RTCP_HEADER + cipher.doFinal(in, from + RTCP_HEADER, size - RTCP_HEADER, out, RTCP_HEADER);
        System.arraycopy(indexWord, 0, out, sealed, INDEX);
        return sealed + INDEX;
    }

    @Override
    public int openRtcp(byte[] in, int from, int size, byte[] out, int ssrc) throws GeneralSecurityException {
        int word = RtpBytes.readInt(in, from + size - INDEX);
        if ((word & ENCRYPTED) == 0) {
            return -1;
        }
        System.arraycopy(in, from, out, 0, RTCP_HEADER);
        rtcpIv(ssrc, word & ~ENCRYPTED);
        return open(rtcpKey, in, from, RTCP_HEADER, from + size - INDEX, size - RTCP_HEADER - INDEX, out);
    }

    @Override
    public int rtcpIndex(byte[] in, int from, int size) {
        return RtpBytes.readInt(in, from + size - INDEX) & ~ENCRYPTED;
    }

    @Override
    public int rtpOverhead() {
        return TAG;
    }

    @Override
    public int rtcpOverhead() {
        return TAG + INDEX;
    }

    private void start(int mode, SecretKeySpec key) throws GeneralSecurityException {
        cipher.init(mode, key, nonce);
    }

    /**
     * Opens what is sealed under the present nonce.
     *
     * @param header bytes that are authenticated and readable
     * @param word where four more such bytes are, or -1
     * @param size bytes of the sealed part, tag included
     */
    private int open(SecretKeySpec key, byte[] in, int from, int header, int word, int size, byte[] out)
            throws GeneralSecurityException {
        if (wary > 0) {
            return openWarily(key, in, from, header, word, size, out);
        }
        start(Cipher.DECRYPT_MODE, key);
        cipher.updateAAD(in, from, header);
        if (word >= 0) {
            cipher.updateAAD(in, word, INDEX);
        }
        try {
            return header + cipher.doFinal(in, from + header, size, out, header);
        } catch (AEADBadTagException e) {
            wary = WARY;
            return -1;
        }
    }

    private int openWarily(SecretKeySpec key, byte[] in, int from, int header, int word, int size, byte[] out)
            throws GeneralSecurityException {
        TagCheck check = tagCheck;
        if (check == null) {
            check = new TagCheck(CryptoProviders.gcm(), CryptoProviders.gcm());
            tagCheck = check;
        }
        boolean good = check.open(key, nonce, in, from, header, word, size, out);
        wary = good ? wary - 1 : WARY;
        return good ? header + size - TAG : -1;
    }

    private byte[] turn() {
        Nonce used = nonce;
        nonce = nextNonce;
        nextNonce = used;
        return nonce.iv;
    }

    private void rtpIv(int ssrc, long index) {
        byte[] iv = turn();
        iv[0] = 0;
        iv[1] = 0;
        RtpBytes.writeInt(iv, 2, ssrc);
        RtpBytes.writeInt(iv, 6, (int) (index >>> 16));
        RtpBytes.writeShort(iv, 10, (int) index);
        mix(iv, rtpSalt);
    }

    private void rtcpIv(int ssrc, int index) {
        byte[] iv = turn();
        iv[0] = 0;
        iv[1] = 0;
        RtpBytes.writeInt(iv, 2, ssrc);
        iv[6] = 0;
        iv[7] = 0;
        RtpBytes.writeInt(iv, 8, index);
        mix(iv, rtcpSalt);
    }

    private static void mix(byte[] iv, byte[] salt) {
        for (int i = 0; i < IV; i++) {
            iv[i] ^= salt[i];
        }
    }
}
