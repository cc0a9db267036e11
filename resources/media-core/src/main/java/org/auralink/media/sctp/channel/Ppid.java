package org.auralink.media.sctp.channel;

/** Payload protocol identifiers of WebRTC (RFC 8831 8). 52 and 54, parts of messages, are deprecated and not taken. */
final class Ppid {
    static final int DCEP = 50;
    static final int STRING = 51;
    static final int BINARY = 53;
    static final int EMPTY_STRING = 56;
    static final int EMPTY_BINARY = 57;

    private Ppid() {}
}
