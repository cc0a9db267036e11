package org.auralink.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;

/** The examples of RFC 3711 appendix B and RFC 7714 16 and 17. */
class SrtpVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] NONE = {};

    private static final byte[] GCM_KEY = hex("000102030405060708090a0b0c0d0e0f");
    private static final byte[] GCM_SALT = hex("51756964 2070726f 2071756f");
    private static final SessionKeys GCM_KEYS =
            new SessionKeys(SrtpProfile.AEAD_AES_128_GCM, GCM_KEY, NONE, GCM_SALT, GCM_KEY, NONE, GCM_SALT);

    private static final byte[] RTP = hex("8040f17b 8041f8d3 5501a0b2"
            + "47616c6c69612065737420 6f6d6e697320 6469766973612069 6e2070617274657320 74726573");
    private static final byte[] SEALED_RTP = hex("8040f17b 8041f8d3 5501a0b2"
            + "f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f 42a5f47a 51c7d19b 36de3adf 8833"
            + "899d7f27 beb16a91 52cf765e e4390cce");
    private static final byte[] RTCP = hex("81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61"
            + "deadbeef deadbeef deadbeef deadbeef deadbeef");
    private static final byte[] SEALED_RTCP = hex("81c8000d 4d617273"
            + "63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b"
            + "c84aa458 96cf4d2f c5abf872 45d9eade 800005d4");
    private static final int RTCP_SSRC = 0x4d617273;
    private static final int RTCP_INDEX = 0x5d4;

    private static byte[] hex(String text) {
        return HEX.parseHex(text.replace(" ", ""));
    }

    private static byte[] first(byte[] out, int size) {
        assertThat(size).isPositive();
        return Arrays.copyOf(out, size);
    }

    private static List<GcmCipher> gcmOfEachProvider() throws GeneralSecurityException {
        return List.of(
                new GcmCipher(GCM_KEYS, CryptoProviders.gcm()),
                new GcmCipher(GCM_KEYS, Cipher.getInstance("AES/GCM/NoPadding", "SunJCE")));
    }

    @Test
    void sessionKeysAreThoseOfRfc3711() {
        SessionKeys keys = SessionKeys.derive(
                SrtpProfile.AES_CM_128_HMAC_SHA1_80,
                hex("E1F97A0D3E018BE0D64FA32C06DE4139"),
                hex("0EC675AD498AFEEBB6960B3AABE6"));

        assertThat(keys.rtpKey).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(keys.rtpSalt).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(keys.rtpAuthentication).isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
    }

    @Test
    void counterModeKeyStreamIsThatOfRfc3711() throws GeneralSecurityException {
        byte[] key = hex("2B7E151628AED2A6ABF7158809CF4F3C");
        byte[] salt = hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD");
        var cipher = new CounterModeCipher(
                new SessionKeys(SrtpProfile.AES_CM_128_HMAC_SHA1_80, key, new byte[20], salt, key, new byte[20], salt));
        byte[] zeros = new byte[12 + 48];
        zeros[0] = (byte) 0x80;
        byte[] out = new byte[100];

        int size = cipher.sealRtp(zeros, 0, 12, zeros.length, out, 0, 0);

        assertThat(size).isEqualTo(zeros.length + 10);
        assertThat(Arrays.copyOfRange(out, 12, 60))
                .isEqualTo(hex("E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB"
                        + "41E95B3BB0A2E8DD477901E4FCA894C0"));
    }

    @Test
    void sealedRtpIsThatOfRfc7714() throws GeneralSecurityException {
        for (GcmCipher cipher : gcmOfEachProvider()) {
            byte[] out = new byte[200];
            assertThat(first(out, cipher.sealRtp(RTP, 0, 12, RTP.length, out, 0x5501a0b2, 0xf17b)))
                    .isEqualTo(SEALED_RTP);
            assertThat(first(out, cipher.openRtp(SEALED_RTP, 0, 12, SEALED_RTP.length, out, 0x5501a0b2, 0xf17b)))
                    .isEqualTo(RTP);
        }
    }

    @Test
    void sealedRtcpIsThatOfRfc7714() throws GeneralSecurityException {
        for (GcmCipher cipher : gcmOfEachProvider()) {
            byte[] out = new byte[200];
            assertThat(first(out, cipher.sealRtcp(RTCP, 0, RTCP.length, out, RTCP_SSRC, RTCP_INDEX)))
                    .isEqualTo(SEALED_RTCP);
            assertThat(first(out, cipher.openRtcp(SEALED_RTCP, 0, SEALED_RTCP.length, out, RTCP_SSRC)))
                    .isEqualTo(RTCP);
            assertThat(cipher.rtcpIndex(SEALED_RTCP, 0, SEALED_RTCP.length)).isEqualTo(RTCP_INDEX);
        }
    }

    @Test
    void rtcpThatIsOnlyAuthenticatedIsRefused() throws GeneralSecurityException {
        byte[] plain = Arrays.copyOf(RTCP, RTCP.length + 20);
        System.arraycopy(hex("841dd968 3dd78ec9 2ae58790 125f62b3 000005d4"), 0, plain, RTCP.length, 20);
        for (GcmCipher cipher : gcmOfEachProvider()) {
            assertThat(cipher.openRtcp(plain, 0, plain.length, new byte[200], RTCP_SSRC))
                    .isEqualTo(-1);
        }
    }

    @Test
    void packetsWithoutPayloadAreSealedToo() throws GeneralSecurityException {
        byte[] header = Arrays.copyOf(RTP, 12);
        for (GcmCipher cipher : gcmOfEachProvider()) {
            byte[] sealed = new byte[100];
            int size = cipher.sealRtp(header, 0, 12, 12, sealed, 0x5501a0b2, 0xf17b);
            assertThat(size).isEqualTo(12 + 16);
            byte[] opened = new byte[100];
            assertThat(first(opened, cipher.openRtp(sealed, 0, 12, size, opened, 0x5501a0b2, 0xf17b)))
                    .isEqualTo(header);
        }
    }
}
