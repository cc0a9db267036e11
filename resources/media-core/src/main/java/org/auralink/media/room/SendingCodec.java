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
 * @param transportExtension id of the transport-wide sequence number; not positive when its packets have none
 */
record SendingCodec(
        Codec codec, @Nullable Codec repair, boolean backup, int dependencyExtension, int transportExtension) {
    /** What a client says that reports when packets arrived, in {@code a=rtcp-fb}. */
    static final String TRANSPORT_FEEDBACK = "transport-cc";
    /** In what the room offers. */
    private static final int DEPENDENCY_EXTENSION = 1;

    private static final int TRANSPORT_EXTENSION = 2;

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
        return new SendingCodec(codec, SubscriberCodecs.repair(codec), backup, describes ? DEPENDENCY_EXTENSION : 0, 0);
    }

    /** As the room offers it, with packets on whose arrival the client is to report. */
    SendingCodec reported() {
        return reported(TRANSPORT_EXTENSION);
    }

    /**
     * As a client offers to receive it that reports when packets arrive.
     *
     * @param id of the header extension with the number that it reports by
     */
    private SendingCodec reported(int id) {
        List<String> feedback = Stream.concat(codec.feedback().stream(), Stream.of(TRANSPORT_FEEDBACK))
                .toList();
        return new SendingCodec(codec.with(codec.parameters(), feedback), repair, backup, dependencyExtension, id);
    }

    /**
     * As in a section of a client's offer: with its reports, if it can, unless it sends in that section too. What is agreed on
     * holds for both directions of one, and nothing is reported to publishers.
     */
    SendingCodec reportedIn(Media offered) {
        int id = offered.extensionId(HeaderExtension.TRANSPORT_SEQUENCE);
        return id > 0 && !offered.direction().sends() && reports(offered, codec.payloadType()) ? reported(id) : this;
    }

    /** Whether the client reports on packets with this payload type. */
    static boolean reports(Media media, int payloadType) {
        Codec described = media.codec(payloadType);
        return described != null && described.feedback().contains(TRANSPORT_FEEDBACK);
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
                return new SendingCodec(answering, repair(offered, codec), backup, extension, 0);
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
