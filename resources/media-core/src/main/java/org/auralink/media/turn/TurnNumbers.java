package org.auralink.media.turn;

/** Numbers of RFC 8489 18 and RFC 8656 18 that are in use here. */
final class TurnNumbers {
    static final int BINDING = 0x001;
    static final int ALLOCATE = 0x003;
    static final int REFRESH = 0x004;
    static final int SEND = 0x006;
    static final int DATA_METHOD = 0x007;
    static final int CREATE_PERMISSION = 0x008;
    static final int CHANNEL_BIND = 0x009;

    static final int REQUEST = 0x000;
    static final int INDICATION = 0x010;
    static final int SUCCESS = 0x100;
    static final int ERROR = 0x110;
    static final int CLASS = 0x110;

    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000A;
    static final int CHANNEL_NUMBER = 0x000C;
    static final int LIFETIME = 0x000D;
    static final int XOR_PEER_ADDRESS = 0x0012;
    static final int DATA = 0x0013;
    static final int REALM = 0x0014;
    static final int NONCE = 0x0015;
    static final int XOR_RELAYED_ADDRESS = 0x0016;
    static final int REQUESTED_ADDRESS_FAMILY = 0x0017;
    static final int REQUESTED_TRANSPORT = 0x0019;
    static final int DONT_FRAGMENT = 0x001A;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int FINGERPRINT = 0x8028;

    static final int FIRST_CHANNEL = 0x4000;
    static final int LAST_CHANNEL = 0x4FFF;
    static final int UDP = 17;
    static final int IPV4 = 1;
    static final int IPV6 = 2;

    static final int MAGIC_COOKIE = 0x2112A442;
    static final int HEADER = 20;
    static final int TRANSACTION = 8;

    private TurnNumbers() {}
}
