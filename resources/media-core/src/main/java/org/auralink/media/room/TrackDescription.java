package org.auralink.media.room;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auralink.media.codec.PayloadFormat;
import org.auralink.media.room.model.CodecInfo;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.signal.ClientSignal;

/** What others are told of a track, in one of its codecs: what its publisher announced, and what has changed since. */
final class TrackDescription {
    private final ClientSignal.AddTrack announced;
    private int width;
    private int height;
    private List<Integer> audioFeatures;
    private String mid = "";
    private String mimeType = "";

    TrackDescription(ClientSignal.AddTrack announced) {
        this.announced = announced;
        width = announced.width();
        height = announced.height();
        audioFeatures = announced.audioFeatures();
    }

    /** Its picture has another size, in pixels. */
    void resize(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
    }

    /** It is recorded in another way; numbers of LiveKit's {@code AudioTrackFeature}. */
    void setAudioFeatures(List<Integer> features) {
        audioFeatures = List.copyOf(features);
    }

    /** The media section that it is sent in; empty while there is none. */
    String mid() {
        return mid;
    }

    void bind(String section) {
        mid = section;
    }

    /** It is sent in no section any more. */
    void unbind() {
        mid = "";
        mimeType = "";
    }

    boolean hasMedia() {
        return !mimeType.isEmpty();
    }

    /** The first media arrived, and is this. */
    void mediaArrived(String mime) {
        mimeType = mime;
    }

    /** The codec its publisher wants, such as {@code vp8}; empty when it does not care. */
    String preferredCodec() {
        return announced.codecs().isEmpty() ? "" : announced.codecs().get(0).name();
    }

    /** The kind of codec that its publisher wants; empty when that is not known. */
    Optional<PayloadFormat.Kind> preferred() {
        return PayloadFormat.Kind.named(announced.kind().section(), preferredCodec());
    }

    /** What it is, or until there is media what its publisher says that it will be. */
    String mimeType() {
        return mimeType.isEmpty()
                ? preferred().map(PayloadFormat.Kind::mimeType).orElse("")
                : mimeType;
    }

    /** Its codec as it is called in demands: {@code vp8}. */
    String codecName() {
        String mime = mimeType();
        return mime.substring(mime.indexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * Its codec.
     *
     * @param names the client's ids of the track in this codec
     * @param hasSizes whether one stream of it has several sizes
     */
    CodecInfo codec(TrackNames names, boolean hasSizes) {
        ClientSignal.Codec said = announced.codecs().isEmpty()
                ? new ClientSignal.Codec("", "")
                : announced.codecs().get(0);
        List<VideoLayer> layers = said.layers().isEmpty() ? announced.layers() : said.layers();
        int mode = CodecInfo.UNUSED;
        if (announced.kind() == TrackKind.VIDEO) {
            int usual = hasSizes ? CodecInfo.SEVERAL_LAYERS_PER_STREAM : CodecInfo.ONE_LAYER_PER_STREAM;
            mode = said.layerMode() > 0 ? said.layerMode() : usual;
        }
        return new CodecInfo(mimeType(), mid, names.announced(), layers, mode, names.onlyDescribed());
    }

    /** @param codecs all in which it can be had */
    TrackInfo info(TrackSid sid, boolean muted, List<CodecInfo> codecs) {
        return new TrackInfo(
                sid,
                announced.kind(),
                announced.source(),
                announced.name(),
                muted,
                width,
                height,
                announced.layers(),
                mimeType(),
                mid,
                codecs,
                announced.layers().size() > 1,
                announced.disableDtx(),
                announced.stereo(),
                announced.disableRed(),
                announced.encryption(),
                announced.stream(),
                audioFeatures);
    }
}
