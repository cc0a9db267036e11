package org.auralink.media.ice;

/** Numbers of RFC 8489 18 and RFC 8445 16 that are in use here. */
final class StunAttributes {
    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000A;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    static final int ICE_CONTROLLED = 0x8029;
    static final int ICE_CONTROLLING = 0x802A;

    static final int BINDING_REQUEST = 0x0001;
    static final int BINDING_SUCCESS = 0x0101;
    static final int BINDING_ERROR = 0x0111;

    static final int MAGIC_COOKIE = 0x2112A442;
    static final int HEADER = 20;
    static final int TRANSACTION = 8;
    static final int TRANSACTION_LENGTH = 12;
    static final int INTEGRITY_LENGTH = 20;
    static final int FINGERPRINT_MASK = 0x5354554E;

    private StunAttributes() {}

    /** Below this a receiver must understand an attribute or refuse the message. */
    static boolean mustBeUnderstood(int type) {
        return type < 0x8000;
    }
}
