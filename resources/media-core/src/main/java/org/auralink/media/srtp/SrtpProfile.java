package org.auralink.media.srtp;

/** Protection profiles offered, best first (RFC 5764 4.1.2, RFC 7714 14.2). */
public enum SrtpProfile {
    /** Costs half of the other: the hardware does cipher and tag in one go. */
    AEAD_AES_128_GCM(0x0007, 12, 16),
    /** What every client has. */
    AES_CM_128_HMAC_SHA1_80(0x0001, 14, 10);

    /** Bytes of master key, and of session encryption key. */
    static final int KEY_LENGTH = 16;

    private final int code;
    private final int saltLength;
    private final int tagLength;

    SrtpProfile(int code, int saltLength, int tagLength) {
        this.code = code;
        this.saltLength = saltLength;
        this.tagLength = tagLength;
    }

    /** Number in the use_srtp extension. */
    public int code() {
        return code;
    }

    /** Bytes of master salt. */
    public int saltLength() {
        return saltLength;
    }

    /** Bytes of authentication tag. */
    public int tagLength() {
        return tagLength;
    }

    /** Bytes that DTLS has to export: two keys and two salts (RFC 5764 4.2). */
    public int keyMaterialLength() {
        return 2 * (KEY_LENGTH + saltLength);
    }
}
