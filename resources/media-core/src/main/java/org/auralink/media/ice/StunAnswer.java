package org.auralink.media.ice;

import org.auralink.media.rtp.RtpBytes;

/** Reads answers to binding requests of ours (RFC 8489 6.3.3 and 6.3.4). */
public final class StunAnswer {
    private StunAnswer() {}

    /** Whether the datagram's first bytes are those of an answer to a binding request, good or bad. */
    public static boolean isAnswer(byte[] buf, int from, int size) {
        if (size < StunAttributes.HEADER) {
            return false;
        }
        int type = RtpBytes.readShort(buf, from);
        return type == StunAttributes.BINDING_SUCCESS || type == StunAttributes.BINDING_ERROR;
    }

    /** Whether it is whole, belongs to this transaction, and is protected with this password. */
    static boolean isGood(byte[] buf, int from, int size, StunTransaction transaction, StunIntegrity password) {
        if (!isAnswer(buf, from, size) || !StunRequest.isStun(buf, from, size) || !transaction.isOf(buf, from)) {
            return false;
        }
        int integrity = find(buf, from, size, StunAttributes.MESSAGE_INTEGRITY);
        return integrity >= 0
                && RtpBytes.readShort(buf, integrity + 2) == StunAttributes.INTEGRITY_LENGTH
                && password.protects(buf, from, integrity);
    }

    /** Index of the first attribute of a type whose value is inside the message, or -1. */
    static int find(byte[] buf, int from, int size, int type) {
        int end = from + size;
        int at = from + StunAttributes.HEADER;
        while (at + 4 <= end) {
            int next = at + 4 + (RtpBytes.readShort(buf, at + 2) + 3) / 4 * 4;
            if (next > end) {
                return -1;
            }
            if (RtpBytes.readShort(buf, at) == type) {
                return at;
            }
            at = next;
        }
        return -1;
    }
}
