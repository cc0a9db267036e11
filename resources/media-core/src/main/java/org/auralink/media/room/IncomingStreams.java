package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.forward.KeyFrameSpacing;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.Rtx;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.HeaderExtension;
import org.jspecify.annotations.Nullable;

/**
 * Which track and layer each SSRC of a publisher belongs to (RFC 8843 9.2, RFC 8852 3): found out once per SSRC, by the
 * mid and rid that the first packets carry, by {@code a=ssrc}, or by a payload type that only one section has.
 */
final class IncomingStreams {
    /** SSRCs of one publisher: 32 tracks would have 192; a client that invents more is not listened to. */
    private static final int MAX_STREAMS = 256;

    private List<PublisherSection> sections = List.of();
    private final List<Stream> streams = new ArrayList<>();
    private final KeyFrameSpacing keyFrames;

    /** @param keyFrames how often key frames are asked for at most */
    IncomingStreams(KeyFrameSpacing keyFrames) {
        this.keyFrames = keyFrames;
    }

    /**
     * What an SSRC carries.
     *
     * @param source the stream, or the one that is repeated
     * @param repaired payload type of what is repeated; -1 when packets are originals
     * @param levelExtension id of the audio level extension, or -1
     */
    record Stream(int ssrc, PublishedTrack track, SourceStream source, int repaired, int levelExtension) {
        /** Makes an original of a retransmission, in place; false when there is nothing in it. */
        boolean unwrap(RtpPacket packet) {
            return Rtx.unwrap(packet, repaired, source.ssrc());
        }
    }

    /** What an offer negotiated; streams of tracks that are not in it any more are forgotten. */
    void negotiated(List<PublisherSection> nowUsed) {
        sections = List.copyOf(nowUsed);
        streams.removeIf(stream -> sections.stream().noneMatch(section -> section.track() == stream.track()));
    }

    /** The streams that are known, retransmissions included. */
    List<Stream> all() {
        return streams;
    }

    /** The original stream with this SSRC, or null. */
    @Nullable
    Stream original(int ssrc) {
        Stream stream = known(ssrc);
        return stream == null || stream.repaired >= 0 ? null : stream;
    }

    /** What this packet belongs to, or null when it cannot be told. */
    @Nullable
    Stream of(long now, RtpPacket packet) {
        Stream stream = known(packet.ssrc());
        return stream != null ? stream : learn(now, packet);
    }

    private @Nullable Stream known(int ssrc) {
        for (int i = 0; i < streams.size(); i++) {
            if (streams.get(i).ssrc == ssrc) {
                return streams.get(i);
            }
        }
        return null;
    }

    private @Nullable Stream learn(long now, RtpPacket packet) {
        PublisherSection section = section(packet);
        Codec codec = section == null ? null : section.codec(packet.payloadType());
        if (section == null || codec == null || streams.size() >= MAX_STREAMS) {
            return null;
        }
        int layer = layer(section, codec, packet);
        if (layer < 0) {
            return null;
        }
        Stream learned =
                codec.is("rtx") ? repair(section, codec, layer, packet) : original(section, codec, layer, packet);
        if (learned != null) {
            streams.add(learned);
            if (learned.repaired < 0) {
                section.track().forwarded().add(now, learned.source);
            }
        }
        return learned;
    }

    private @Nullable PublisherSection section(RtpPacket packet) {
        PublisherSection byType = null;
        int withType = 0;
        for (PublisherSection section : sections) {
            int mid = section.midExtension();
            if (mid > 0 && packet.extensionIs(mid, section.media().mid()) || section.declared(packet.ssrc()) >= 0) {
                return section;
            }
            if (section.codec(packet.payloadType()) != null) {
                byType = section;
                withType++;
            }
        }
        return withType == 1 ? byType : null;
    }

    private static int layer(PublisherSection section, Codec codec, RtpPacket packet) {
        if (!section.isSimulcast()) {
            return Math.min(2, Math.max(0, section.declared(packet.ssrc())));
        }
        String uri = codec.is("rtx") ? HeaderExtension.REPAIRED_RID : HeaderExtension.RID;
        int id = section.media().extensionId(uri);
        return id < 0 ? -1 : section.layer(packet.extensionText(id));
    }

    private Stream original(PublisherSection section, Codec codec, int layer, RtpPacket packet) {
        var source = new SourceStream(packet.ssrc(), layer, codec, keyFrames);
        int levelExtension = section.media().extensionId(HeaderExtension.AUDIO_LEVEL);
        return new Stream(packet.ssrc(), section.track(), source, -1, levelExtension);
    }

    private static @Nullable Stream repair(PublisherSection section, Codec codec, int layer, RtpPacket packet) {
        SourceStream source = section.track().forwarded().stream(layer);
        // A retransmission before any original has nothing to repair.
        return source == null
                ? null
                : new Stream(packet.ssrc(), section.track(), source, codec.associatedPayloadType(), -1);
    }
}
