package org.auralink.media.sctp;

import java.nio.charset.StandardCharsets;
import org.auralink.media.rtp.RtpBytes;

/** Causes that ERROR and ABORT chunks carry (RFC 9260 3.3.10), as bytes of their own. */
final class ErrorCause {
    static final int INVALID_STREAM = 1;
    static final int STALE_COOKIE = 3;
    static final int OUT_OF_RESOURCE = 4;
    static final int UNRECOGNIZED_CHUNK = 6;
    static final int INVALID_MANDATORY_PARAMETER = 7;
    static final int UNRECOGNIZED_PARAMETERS = 8;
    static final int NO_USER_DATA = 9;
    static final int USER_ABORT = 12;
    static final int PROTOCOL_VIOLATION = 13;

    private static final int HEADER = 4;

    private ErrorCause() {}

    /** A cause with these bytes as its value. */
    static byte[] of(int cause, byte[] buf, int from, int size) {
        byte[] made = new byte[HEADER + size];
        RtpBytes.writeShort(made, 0, cause);
        RtpBytes.writeShort(made, 2, made.length);
        System.arraycopy(buf, from, made, HEADER, size);
        return made;
    }

    /** A cause that says in words, for people who read captures, what was wrong. */
    static byte[] of(int cause, String words) {
        byte[] value = words.getBytes(StandardCharsets.UTF_8);
        return of(cause, value, 0, value.length);
    }

    /** RFC 9260 3.3.10.1. */
    static byte[] invalidStream(int stream) {
        byte[] value = new byte[4];
        RtpBytes.writeShort(value, 0, stream);
        return of(INVALID_STREAM, value, 0, value.length);
    }

    /** RFC 9260 3.3.10.9. */
    static byte[] noUserData(int tsn) {
        byte[] value = new byte[4];
        RtpBytes.writeInt(value, 0, tsn);
        return of(NO_USER_DATA, value, 0, value.length);
    }
}
