package org.auralink.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.media.rtp.RtpBytes;

/** AES_CM_128_HMAC_SHA1_80 (RFC 3711 4.1.1 and 4.2.1). */
final class CounterModeCipher implements PacketCipher {
    private static final int TAG = 10;
    private static final int SHA1 = 20;
    private static final int IV = 16;
    private static final int RTCP_HEADER = 8;
    private static final int INDEX = 4;
    private static final int ENCRYPTED = 0x8000_0000;

    private final Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    private final SecretKeySpec rtpKey;
    private final SecretKeySpec rtcpKey;
    private final Mac rtpMac;
    private final Mac rtcpMac;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private final byte[] iv = new byte[IV];
    private final byte[] rollover = new byte[4];
    private final byte[] tag = new byte[SHA1];

    CounterModeCipher(SessionKeys keys) throws GeneralSecurityException {
        rtpKey = new SecretKeySpec(keys.rtpKey, "AES");
        rtcpKey = new SecretKeySpec(keys.rtcpKey, "AES");
        rtpMac = mac(keys.rtpAuthentication);
        rtcpMac = mac(keys.rtcpAuthentication);
        rtpSalt = keys.rtpSalt;
        rtcpSalt = keys.rtcpSalt;
    }

    private static Mac mac(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        return mac;
    }

    @Override
    public int sealRtp(byte[] in, int from, int header, int size, byte[] out, int ssrc, long index)
            throws GeneralSecurityException {
        System.arraycopy(in, from, out, 0, header);
        apply(rtpKey, rtpSalt, ssrc, index, in, from + header, size - header, out, header);
        rtpTag(out, 0, size, index);
        System.arraycopy(tag, 0, out, size, TAG);
        return size + TAG;
    }

    @Override
    public int openRtp(byte[] in, int from, int header, int size, byte[] out, int ssrc, long index)
            throws GeneralSecurityException {
        int body = size - TAG;
        rtpTag(in, from, body, index);
        if (!tagIs(in, from + body)) {
            return -1;
        }
        System.arraycopy(in, from, out, 0, header);
        apply(rtpKey, rtpSalt, ssrc, index, in, from + header, body - header, out, header);
        return body;
    }

    @Override
    public int sealRtcp(byte[] in, int from, int size, byte[] out, int ssrc, int index)
            throws GeneralSecurityException {
        System.arraycopy(in, from, out, 0, RTCP_HEADER);
        apply(rtcpKey, rtcpSalt, ssrc, index, in, from + RTCP_HEADER, size - RTCP_HEADER, out, RTCP_HEADER);
        RtpBytes.writeInt(out, size, ENCRYPTED | index);
        rtcpMac.update(out, 0, size + INDEX);
        rtcpMac.doFinal(tag, 0);
        System.arraycopy(tag, 0, out, size + INDEX, TAG);
        return size + INDEX + TAG;
    }

    @Override
    public int openRtcp(byte[] in, int from, int size, byte[] out, int ssrc) throws GeneralSecurityException {
        int body = size - TAG - INDEX;
        int word = RtpBytes.readInt(in, from + body);
        rtcpMac.update(in, from, body + INDEX);
        rtcpMac.doFinal(tag, 0);
        if (!tagIs(in, from + body + INDEX) || (word & ENCRYPTED) == 0) {
            return -1;
        }
        System.arraycopy(in, from, out, 0, RTCP_HEADER);
        int index = word & ~ENCRYPTED;
        apply(rtcpKey, rtcpSalt, ssrc, index, in, from + RTCP_HEADER, body - RTCP_HEADER, out, RTCP_HEADER);
        return body;
    }

    @Override
    public int rtcpIndex(byte[] in, int from, int size) {
        return RtpBytes.readInt(in, from + size - TAG - INDEX) & ~ENCRYPTED;
    }

    @Override
    public int rtpOverhead() {
        return TAG;
    }

    @Override
    public int rtcpOverhead() {
        return TAG + INDEX;
    }

    private void apply(
            SecretKeySpec key, byte[] salt, int ssrc, long index, byte[] in, int from, int size, byte[] out, int at)
            throws GeneralSecurityException {
        System.arraycopy(salt, 0, iv, 0, salt.length);
        iv[14] = 0;
        iv[15] = 0;
        RtpBytes.writeInt(iv, 4, RtpBytes.readInt(iv, 4) ^ ssrc);
        RtpBytes.writeInt(iv, 8, RtpBytes.readInt(iv, 8) ^ (int) (index >>> 16));
        RtpBytes.writeShort(iv, 12, RtpBytes.readShort(iv, 12) ^ (int) index);
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
        cipher.doFinal(in, from, size, out, at);
    }

    private void rtpTag(byte[] buf, int from, int size, long index) throws GeneralSecurityException {
        RtpBytes.writeInt(rollover, 0, (int) (index >>> 16));
        rtpMac.update(buf, from, size);
        rtpMac.update(rollover);
        rtpMac.doFinal(tag, 0);
    }

    /** In constant time. */
    private boolean tagIs(byte[] buf, int at) {
        int difference = 0;
        for (int i = 0; i < TAG; i++) {
            difference |= tag[i] ^ buf[at + i];
        }
        return difference == 0;
    }
}
