package org.auralink.media.room;

import org.auralink.media.codec.CodecPolicy;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.signal.ClientSignal;
import org.jspecify.annotations.Nullable;

/** Bounds on what a client may announce of a track. */
final class Announcements {
    private Announcements() {}

    /** What is too much in an announcement, by its name in LiveKit's message; null when nothing is. It is told to everybody. */
    static @Nullable String tooMuch(ClientSignal.AddTrack request, RoomLimits limits) {
        int length = limits.nameLength();
        if (request.cid().length() > length) {
            return "cid: longer than " + length + " characters";
        }
        if (limits.isTooLong(request.name())) {
            return "name: longer than " + length + " characters";
        }
        if (limits.isTooLong(request.stream())) {
            return "stream: longer than " + length + " characters";
        }
        if (request.layers().size() > limits.trackLayers()) {
            return "layers: more than " + limits.trackLayers();
        }
        if (request.codecs().size() > limits.trackCodecs()) {
            return "simulcast_codecs: more than " + limits.trackCodecs();
        }
        for (ClientSignal.Codec codec : request.codecs()) {
            if (codec.name().length() > length || codec.cid().length() > length) {
                return "simulcast_codecs: a codec or cid longer than " + length + " characters";
            }
            if (codec.layers().size() > limits.trackLayers()) {
                return "simulcast_codecs: a codec with more than " + limits.trackLayers() + " layers";
            }
        }
        return request.audioFeatures().size() > limits.trackFeatures()
                ? "audio_features: more than " + limits.trackFeatures()
                : null;
    }

    /** Whether a track can be had in a second codec, and that is forwarded. */
    static boolean hasBackup(ClientSignal.AddTrack announced, CodecPolicy codecs) {
        return announced.kind() == TrackKind.VIDEO
                && announced.codecs().size() > 1
                && !announced
                        .codecs()
                        .get(1)
                        .name()
                        .equals(announced.codecs().get(0).name())
                && codecs.takes("video", announced.codecs().get(1).name());
    }
}
