package org.auralink.media.sctp;

import org.jspecify.annotations.Nullable;

/** A chunk of data that was sent and is not acknowledged up to. Reused. */
final class SentChunk {
    /** What is known of it. */
    enum State {
        /** It may still arrive. */
        IN_FLIGHT,
        /** It is to be sent again. */
        LOST,
        /** It arrived, something before it did not. */
        ACKNOWLEDGED,
        /** Its message was given up (RFC 3758 3.5). */
        ABANDONED
    }

    @Nullable
    OutgoingMessage message;

    State state = State.IN_FLIGHT;
    /** Where its part begins in the message. */
    int offset;

    int size;
    int flags;
    int transmissions;
    /** Acknowledgements of what was sent after it. */
    int missing;
    /** When it was sent last, and as which chunk of all. */
    long sentAt;

    long order;

    void set(OutgoingMessage of, int from, int bytes, State known) {
        message = of;
        offset = from;
        size = bytes;
        state = known;
        transmissions = 0;
        missing = 0;
        boolean first = from == 0;
        boolean last = from + bytes == of.size;
        flags = (first ? DataChunk.FIRST : 0) | (last ? DataChunk.LAST : 0) | (of.unordered ? DataChunk.UNORDERED : 0);
    }

    /** Bytes it takes in a packet. */
    int wireSize() {
        return DataChunk.HEADER + FieldCursor.padded(size);
    }

    OutgoingMessage message() {
        OutgoingMessage of = message;
        if (of == null) {
            throw new IllegalStateException("a chunk that was never set");
        }
        return of;
    }
}
