package org.auralink.media.room;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.media.codec.CodecPolicy;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.Media;
import org.jspecify.annotations.Nullable;

/** What a client may announce of a track, what can be taken of what it offers, and what it is told otherwise. */
final class Announcements {
    /** Codecs of a client that are repeated to it when none of them is taken. */
    private static final int MAX_NAMED = 8;

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
        return announced.codecs().size() > 1
                && !announced
                        .codecs()
                        .get(1)
                        .name()
                        .equals(announced.codecs().get(0).name())
                && codecs.takes(
                        announced.kind().section(), announced.codecs().get(1).name());
    }

    /** Why a client with this permission may not publish what it announces; null when it may. */
    static @Nullable String notAllowed(ClientSignal.AddTrack request, Permission permission) {
        if (permission.mayPublish(request.kind(), request.source())) {
            return null;
        }
        if (!permission.canPublish()) {
            return "the participant is not allowed to publish";
        }
        if (!request.source().gives(request.kind())) {
            return "type: " + word(request.source()) + " is not " + word(request.kind());
        }
        String allowed = permission.canPublishSources().stream()
                .sorted()
                .map(Announcements::word)
                .collect(Collectors.joining(", "));
        return "source: " + word(request.source()) + " is not among the allowed: " + allowed;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * What is wrong with a section of which nothing can be forwarded.
     *
     * @param apart sections with a transport of their own
     */
    static String unusable(Media media, Set<String> apart, CodecPolicy codecs) {
        if (apart.contains(media.mid())) {
            return "section " + media.mid()
                    + ": it is not bundled with the others (a=group:BUNDLE), and there is one transport for all";
        }
        String offered = media.codecs().stream()
                .filter(codec -> !codec.is("rtx"))
                .map(Codec::described)
                .distinct()
                .limit(MAX_NAMED)
                .collect(Collectors.joining(", "));
        String why = offered.isEmpty()
                ? "it maps no payload type to a codec"
                : "none of its codecs is forwarded here: " + offered;
        return "section " + media.mid() + ": " + why + "; forwarded are " + codecs.names(media.kind());
    }
}
