package org.auralink.media.room.model;

import java.util.List;

/**
 * One of the codecs that a track can be had in.
 *
 * @param mimeType such as {@code video/VP8}; as announced until media arrived
 * @param mid of the media section in which its publisher sends it; empty while it does not
 * @param cid the publisher's own id of the track in this codec; empty while it has none
 * @param layers announced encodings
 * @param layerMode number of LiveKit's {@code VideoLayer.Mode}: how layers are spread over streams
 * @param sdpCid what the publisher's description calls the track, where that is another id; empty otherwise
 */
public record CodecInfo(
        String mimeType, String mid, String cid, List<VideoLayer> layers, int layerMode, String sdpCid) {
    /** Of audio. */
    public static final int UNUSED = 0;
    /** Simulcast: each size has a stream of its own. */
    public static final int ONE_LAYER_PER_STREAM = 1;
    /** Scalable: one stream has all sizes. */
    public static final int SEVERAL_LAYERS_PER_STREAM = 2;

    /** Of a track that the publisher's description calls as it was announced. */
    public CodecInfo(String mimeType, String mid, String cid, List<VideoLayer> layers, int layerMode) {
        this(mimeType, mid, cid, layers, layerMode, "");
    }
}
