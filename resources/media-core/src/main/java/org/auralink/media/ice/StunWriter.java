package org.auralink.media.ice;

import static org.auralink.media.ice.StunAttributes.HEADER;

import java.util.Arrays;
import org.auralink.media.rtp.RtpBytes;

/** Puts a STUN message together, attribute by attribute (RFC 8489 5 and 14). */
final class StunWriter {
    private final byte[] buf;
    private int at = HEADER;

    /**
     * Begins a message; the transaction's id at {@link StunAttributes#TRANSACTION} is left to the caller.
     *
     * @param room bytes that the whole message takes at most
     */
    StunWriter(int type, int room) {
        buf = new byte[room];
        RtpBytes.writeShort(buf, 0, type);
        RtpBytes.writeInt(buf, 4, StunAttributes.MAGIC_COOKIE);
    }

    /** The message so far; values are written into it. */
    byte[] buf() {
        return buf;
    }

    /** Starts an attribute and returns where its value goes. */
    int begin(int type, int size) {
        RtpBytes.writeShort(buf, at, type);
        RtpBytes.writeShort(buf, at + 2, size);
        int value = at + 4;
        at = value + (size + 3) / 4 * 4;
        return value;
    }

    /** The message with its integrity and fingerprint. */
    byte[] finish(StunIntegrity password) {
        int attribute = at;
        begin(StunAttributes.MESSAGE_INTEGRITY, StunAttributes.INTEGRITY_LENGTH);
        byte[] integrity = password.of(buf, 0, attribute);
        System.arraycopy(integrity, 0, buf, attribute + 4, integrity.length);
        int fingerprint = at;
        begin(StunAttributes.FINGERPRINT, 4);
        RtpBytes.writeShort(buf, 2, at - HEADER);
        RtpBytes.writeInt(buf, fingerprint + 4, StunIntegrity.fingerprint(buf, 0, fingerprint));
        return Arrays.copyOf(buf, at);
    }
}
