package org.auralink.media.room;

import java.util.List;
import org.auralink.media.codec.PayloadFormat;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.HeaderExtension;
import org.auralink.media.sdp.Media;
import org.jspecify.annotations.Nullable;

/**
 * A negotiated media section that the client sends in.
 *
 * @param track what is sent in it; null when that is nothing the room knows of, or nothing that may be published
 * @param media as offered
 * @param codecs accepted ones with their retransmission types
 */
record ReceivingSection(@Nullable PublishedTrack track, Media media, List<Codec> codecs) {
    /** LiveKit's clients call their layers so, from low to high. */
    private static final List<String> RIDS = List.of("q", "h", "f");

    @Nullable
    Codec codec(int payloadType) {
        for (Codec codec : codecs) {
            if (codec.payloadType() == payloadType) {
                return codec;
            }
        }
        return null;
    }

    /** The codec of a stream in which this one was seen: plain packets may come first where others with redundancy follow. */
    Codec ofStream(Codec seen) {
        for (Codec codec : codecs) {
            if (PayloadFormat.of(codec)
                    .filter(format -> format.blockPayloadType() == seen.payloadType())
                    .isPresent()) {
                return codec;
            }
        }
        return seen;
    }

    /** Layer of an encoding, 0 for the lowest; -1 when the section has no such encoding. */
    int layer(String rid) {
        int known = RIDS.indexOf(rid);
        int place = media.rids().indexOf(rid);
        return place < 0 ? -1 : known >= 0 ? known : Math.min(place, RIDS.size() - 1);
    }

    boolean isSimulcast() {
        return !media.rids().isEmpty();
    }

    /** Place among the section's declared sources, of the source itself or of its retransmissions; -1 for none. */
    int declared(int ssrc) {
        int place = media.ssrcs().indexOf(ssrc);
        return place >= 0 ? place : media.retransmissions().indexOf(ssrc);
    }

    int midExtension() {
        return media.extensionId(HeaderExtension.MID);
    }
}
