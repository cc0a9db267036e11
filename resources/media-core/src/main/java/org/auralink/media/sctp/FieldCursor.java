package org.auralink.media.sctp;

import org.auralink.media.rtp.RtpBytes;

/**
 * Walks over what has a type, a length and a value and is padded to four bytes: the chunks of a packet, the parameters
 * of a chunk, the causes of an error (RFC 9260 3.2, 3.2.1, 3.3.10). Reused; looks no further than it was told.
 */
final class FieldCursor {
    static final int HEADER = 4;

    private byte[] buf = new byte[0];
    private int at;
    private int next;
    private int end;
    private boolean malformed;

    /** Puts it before the first field of these bytes. */
    void reset(byte[] bytes, int from, int size) {
        buf = bytes;
        at = from;
        next = from;
        end = from + size;
        malformed = false;
    }

    /** Moves on to the next field; false at the end, or where a length is impossible. */
    boolean next() {
        at = next;
        if (at >= end || malformed) {
            return false;
        }
        if (end - at < HEADER || length() < HEADER || length() > end - at) {
            malformed = true;
            return false;
        }
        // Padding of the last one may be missing: it is not part of its length.
        next = at + padded(length());
        return true;
    }

    /** Whether {@link #next} met something impossible. */
    boolean isMalformed() {
        return malformed;
    }

    /** Its first two bytes: the type of a parameter or cause, type and flags of a chunk. */
    int type() {
        return RtpBytes.readShort(buf, at);
    }

    /** Bytes of it with its header, without its padding. */
    int length() {
        return RtpBytes.readShort(buf, at + 2);
    }

    byte[] bytes() {
        return buf;
    }

    /** Index of its header. */
    int start() {
        return at;
    }

    /** Index of its value. */
    int value() {
        return at + HEADER;
    }

    /** Bytes of its value. */
    int valueSize() {
        return length() - HEADER;
    }

    /** Whether nothing comes behind it. */
    boolean isLast() {
        return next >= end;
    }

    /** The next multiple of four. */
    static int padded(int size) {
        return size + 3 & ~3;
    }
}
