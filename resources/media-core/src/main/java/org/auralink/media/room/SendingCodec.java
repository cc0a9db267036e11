package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.auralink.media.codec.PayloadFormat;
import org.auralink.media.codec.Sound;
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

    /** Payload type of what is inside packets with redundancy; -1 for another codec. */
    static int blockPayloadType(Codec codec) {
        return PayloadFormat.of(codec).map(PayloadFormat::blockPayloadType).orElse(-1);
    }

    /**
     * Under our own numbers, as the room offers a track: what it is, then what else takes it.
     *
     * @param redundancy whether the client may get packets with redundancy
     */
    static List<SendingCodec> ours(PublishedTrack track, PayloadFormat published, boolean redundancy) {
        Sound sound = track.sound();
        var offered = new Sound(sound.stereo(), sound.pauses(), sound.repeats() && redundancy);
        List<SendingCodec> codecs = new ArrayList<>();
        published.offered(offered).forEach(codec -> codecs.add(ours(codec, false)));
        second(track).ifPresent(second -> second.offered(sound).forEach(codec -> codecs.add(ours(codec, true))));
        return codecs;
    }

    private static Optional<PayloadFormat> second(PublishedTrack track) {
        return Optional.ofNullable(track.backup()).flatMap(PublishedTrack::format);
    }

    private static SendingCodec ours(Codec codec, boolean backup) {
        boolean describes = PayloadFormat.of(codec)
                .filter(PayloadFormat::describesDependencies)
                .isPresent();
        return new SendingCodec(codec, SubscriberCodecs.repair(codec), backup, describes ? DEPENDENCY_EXTENSION : 0);
    }

    /**
     * Under the client's numbers, by which of what it offers to receive it takes a track.
     *
     * @param redundancy whether the client may get packets with redundancy
     */
    static List<SendingCodec> taking(Media offered, PublishedTrack track, PayloadFormat published, boolean redundancy) {
        List<SendingCodec> codecs = new ArrayList<>(taking(offered, published, false, redundancy));
        second(track).ifPresent(second -> codecs.addAll(taking(offered, second, true, redundancy)));
        return codecs;
    }

    /**
     * The first of the codecs that a client offers to receive by which it takes a stream, under the client's numbers, and
     * with it what it is made of. Nothing is converted: what no offered codec takes cannot be sent.
     *
     * @param redundancy whether the client may get packets with redundancy
     */
    static List<SendingCodec> taking(Media offered, PayloadFormat published, boolean backup, boolean redundancy) {
        SendingCodec whole =
                redundancy && published.blockPayloadType() >= 0 ? first(offered, published, backup, true) : null;
        SendingCodec plain = first(offered, published, backup, false);
        return Stream.of(whole, plain).flatMap(Stream::ofNullable).toList();
    }

    private static @Nullable SendingCodec first(
            Media offered, PayloadFormat published, boolean backup, boolean redundancy) {
        for (Codec codec : offered.codecs()) {
            boolean takes = PayloadFormat.of(codec)
                    .filter(published::isTakenAs)
                    .filter(format -> redundancy == format.blockPayloadType() >= 0)
                    .isPresent();
            if (takes) {
                Codec answering = SubscriberCodecs.answering(codec, published);
                int extension = published.describesDependencies()
                        ? offered.extensionId(HeaderExtension.DEPENDENCY_DESCRIPTOR)
                        : 0;
                return new SendingCodec(answering, repair(offered, codec), backup, extension);
            }
        }
        return null;
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
