package org.auralink.media.room;

import java.util.List;
import org.auralink.media.codec.PayloadFormat;
import org.auralink.media.sdp.Codec;
import org.jspecify.annotations.Nullable;

/** The codecs by which subscribers take streams, and their retransmissions. */
final class SubscriberCodecs {
    private SubscriberCodecs() {}

    /** A codec that a client offers to receive, as it is answered: with the feedback that we understand. */
    static Codec answering(Codec offered, PayloadFormat format) {
        return offered.with(offered.parameters(), format.kind().feedback());
    }

    /** Its retransmissions (RFC 4588); null for audio, whose packets are repeated as they were. */
    static @Nullable Codec repair(Codec primary) {
        if (PayloadFormat.of(primary)
                .filter(format -> format.kind().needsKeyFrame())
                .isEmpty()) {
            return null;
        }
        int payloadType = primary.payloadType();
        return new Codec(payloadType + 1, "rtx", primary.clockRate(), 1, "apt=" + payloadType, List.of());
    }

    /**
     * Whether an answer takes what was offered under a number. Who repeats the number and says nothing of the parameters
     * takes them as they were offered; who says something else has other ones in mind.
     *
     * @param answered the codec of the answer with the same number, or null
     */
    static boolean isTaken(Codec offered, @Nullable Codec answered) {
        if (answered == null || !answered.is(offered.name()) || answered.clockRate() != offered.clockRate()) {
            return false;
        }
        return answered.parameter("profile-level-id").isEmpty()
                || PayloadFormat.of(answered)
                        .filter(format ->
                                PayloadFormat.of(offered).orElseThrow().isTakenAs(format))
                        .isPresent();
    }
}
