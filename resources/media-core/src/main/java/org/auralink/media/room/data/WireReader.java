package org.auralink.media.room.data;

import java.nio.charset.StandardCharsets;

/**
 * Walks the fields of one message in protobuf's encoding (protobuf.dev, Encoding), without knowing what they mean. What
 * it meets that cannot be a message ends the walk: {@link #isBroken}.
 */
final class WireReader {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    /** Bits of a varint. */
    private static final int MAX_SHIFT = 63;

    private final byte[] buf;
    private final int end;
    private int at;
    private boolean broken;
    private int start;
    private int field;
    private int wireType;
    private int from;
    private long number;

    WireReader(byte[] buf, int from, int size) {
        this.buf = buf;
        at = from;
        end = from + size;
    }

    /** Goes to the next field; false at the end and where the message is broken. */
    boolean next() {
        if (at >= end || broken) {
            return false;
        }
        start = at;
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag >>> 32 != 0 || field <= 0) {
            broken = true;
        }
        switch (wireType) {
            case VARINT -> number = varint();
            case FIXED_64 -> skip(8);
            case FIXED_32 -> skip(4);
            case LENGTH_DELIMITED -> skip(varint());
            // Groups are not in LiveKit's messages.
            default -> broken = true;
        }
        return !broken;
    }

    /** Whether it ended before the message did. */
    boolean isBroken() {
        return broken;
    }

    int field() {
        return field;
    }

    /** The present field's value, when it is a number; 0 otherwise. */
    long number() {
        return wireType == VARINT ? number : 0;
    }

    boolean isDelimited() {
        return wireType == LENGTH_DELIMITED;
    }

    /** Where the present field begins, its tag included. */
    int start() {
        return start;
    }

    /** Where the content of the present field begins, when it is delimited. */
    int from() {
        return from;
    }

    /** Behind the present field. */
    int end() {
        return at;
    }

    /** The content of the present field as text; what is not UTF-8 becomes the sign for that. */
    String text() {
        return new String(buf, from, at - from, StandardCharsets.UTF_8);
    }

    private void skip(long bytes) {
        if (bytes < 0 || bytes > end - at) {
            broken = true;
            return;
        }
        from = at;
        at += (int) bytes;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
            if (at >= end) {
                broken = true;
                return 0;
            }
            byte next = buf[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        broken = true;
        return 0;
    }
}
