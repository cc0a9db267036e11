package org.auralink.media.room;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    /**
     * How often streams of one track are replaced by others. Browsers choose another SSRC when one is taken already, or
     * when they begin an encoding anew, which is a handful in a call; each costs its receivers a key frame.
     */
    private static final int MAX_REPLACED = 16;

    private List<ReceivingSection> sections = List.of();
    /** SSRCs of tracks that are gone, oldest first. */
    private final Set<Integer> former = new LinkedHashSet<>();

    private final List<Stream> streams = new ArrayList<>();
    private final List<Replaced> replaced = new ArrayList<>();
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

    /** An SSRC whose place another has taken: what still comes of it is late, or nonsense. */
    private record Replaced(int ssrc, PublishedTrack track) {}

    /** What an offer negotiated; streams of tracks that are not in it any more are forgotten. */
    void negotiated(List<ReceivingSection> nowUsed) {
        sections = List.copyOf(nowUsed);
        for (Stream stream : List.copyOf(streams)) {
            if (!isSent(stream.track)) {
                streams.remove(stream);
                remember(stream.ssrc);
            }
        }
        replaced.removeIf(stream -> !isSent(stream.track));
    }

    private void remember(int ssrc) {
        former.add(ssrc);
        if (former.size() > MAX_STREAMS) {
            former.remove(former.iterator().next());
        }
    }

    private boolean isSent(PublishedTrack track) {
        return sections.stream().anyMatch(section -> section.track() == track);
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
        ReceivingSection section = section(packet);
        PublishedTrack track = section == null ? null : section.track();
        Codec codec = section == null ? null : section.codec(packet.payloadType());
        if (section == null
                || track == null
                || codec == null
                || streams.size() >= MAX_STREAMS
                || wasReplaced(packet.ssrc())) {
            return null;
        }
        int layer = layer(section, codec, packet);
        if (layer < 0) {
            return null;
        }
        return codec.is("rtx")
                ? learnRepair(track, codec, layer, packet)
                : learnOriginal(now, track, section, codec, layer, packet);
    }

    private boolean wasReplaced(int ssrc) {
        for (int i = 0; i < replaced.size(); i++) {
            if (replaced.get(i).ssrc == ssrc) {
                return true;
            }
        }
        return false;
    }

    /**
     * The section that a packet belongs to, also one whose media nobody gets. Which it is says the packet, the offer, or
     * the payload type; the last is not believed of an SSRC that sent for a track that is gone, and may send on.
     */
    private @Nullable ReceivingSection section(RtpPacket packet) {
        ReceivingSection byType = null;
        int withType = 0;
        for (ReceivingSection section : sections) {
            int mid = section.midExtension();
            if (mid > 0 && packet.extensionIs(mid, section.media().mid()) || section.declared(packet.ssrc()) >= 0) {
                return section;
            }
            if (section.codec(packet.payloadType()) != null) {
                byType = section;
                withType++;
            }
        }
        return withType == 1 && !former.contains(packet.ssrc()) ? byType : null;
    }

    private static int layer(ReceivingSection section, Codec codec, RtpPacket packet) {
        if (!section.isSimulcast()) {
            return Math.min(2, Math.max(0, section.declared(packet.ssrc())));
        }
        String uri = codec.is("rtx") ? HeaderExtension.REPAIRED_RID : HeaderExtension.RID;
        int id = section.media().extensionId(uri);
        return id < 0 ? -1 : section.layer(packet.extensionText(id));
    }

    private @Nullable Stream learnOriginal(
            long now, PublishedTrack track, ReceivingSection section, Codec codec, int layer, RtpPacket packet) {
        SourceStream before = track.forwarded().stream(layer);
        if (before != null && !replace(track, before)) {
            return null;
        }
        int dependencies = section.media().extensionId(HeaderExtension.DEPENDENCY_DESCRIPTOR);
        var source = new SourceStream(packet.ssrc(), layer, section.ofStream(codec), keyFrames, dependencies);
        int levelExtension = section.media().extensionId(HeaderExtension.AUDIO_LEVEL);
        var learned = new Stream(packet.ssrc(), track, source, -1, levelExtension);
        streams.add(learned);
        track.forwarded().add(now, source);
        return learned;
    }

    /** Forgets a stream and its retransmissions, so that another can take its place; false when that was done too often. */
    private boolean replace(PublishedTrack track, SourceStream before) {
        long times = replaced.stream().filter(each -> each.track == track).count();
        if (times >= MAX_REPLACED) {
            return false;
        }
        streams.removeIf(stream -> stream.source == before);
        replaced.add(new Replaced(before.ssrc(), track));
        return true;
    }

    private @Nullable Stream learnRepair(PublishedTrack track, Codec codec, int layer, RtpPacket packet) {
        SourceStream source = track.forwarded().stream(layer);
        if (source == null) {
            // A retransmission before any original has nothing to repair.
            return null;
        }
        var learned = new Stream(packet.ssrc(), track, source, codec.associatedPayloadType(), -1);
        streams.add(learned);
        return learned;
    }
}
