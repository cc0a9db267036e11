package org.auralink.media.room;

import java.util.Optional;
import org.auralink.media.codec.PayloadFormat;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.HeaderExtension;
import org.auralink.media.sdp.Media;
import org.jspecify.annotations.Nullable;

/**
 * A codec under whose number a stream may be sent to a client.
 *
 * @param codec with the payload type of this connection
 * @param repair of its retransmissions (RFC 4588); null when packets are repeated as they were
 * @param backup whether it is the track's second codec
 * @param dependencyExtension id of the dependency descriptor; not positive when its packets have none
 */
record SendingCodec(Codec codec, @Nullable Codec repair, boolean backup, int dependencyExtension) {
    /** In what the room offers. There is no other header extension. */
    private static final int DEPENDENCY_EXTENSION = 1;

    /** One of our own numbers, as the room offers it. */
    static SendingCodec ours(Codec codec, boolean backup) {
        boolean describes = PayloadFormat.of(codec)
                .filter(PayloadFormat::describesDependencies)
                .isPresent();
        return new SendingCodec(codec, SubscriberCodecs.repair(codec), backup, describes ? DEPENDENCY_EXTENSION : 0);
    }

    /**
     * The first of the codecs that a client offers to receive by which it takes a stream, under the client's numbers.
     * Nothing is converted: what no offered codec takes cannot be sent.
     */
    static Optional<SendingCodec> taking(Media offered, PayloadFormat published, boolean backup) {
        for (Codec codec : offered.codecs()) {
            boolean takes = PayloadFormat.of(codec).filter(published::isTakenAs).isPresent();
            if (takes) {
                Codec answering = SubscriberCodecs.answering(codec, published);
                int extension = published.describesDependencies()
                        ? offered.extensionId(HeaderExtension.DEPENDENCY_DESCRIPTOR)
                        : 0;
                return Optional.of(new SendingCodec(answering, repair(offered, codec), backup, extension));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Codec repair(Media offered, Codec repaired) {
        for (Codec codec : offered.codecs()) {
            if (codec.associatedPayloadType() == repaired.payloadType()) {
                return codec;
            }
        }
        return null;
    }
}
