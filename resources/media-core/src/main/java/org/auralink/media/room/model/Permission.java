package org.auralink.media.room.model;

import java.util.Set;

/**
 * What a participant may do, from the grant in its token.
 *
 * @param canSubscribe may receive tracks
 * @param canPublish may publish tracks
 * @param canPublishData may send data
 * @param canPublishSources sources it may publish; empty for all
 * @param hidden not told to others
 * @param recorder records the room
 * @param canUpdateMetadata may change its own name, metadata and attributes
 * @param agent is a program that acts in the room
 * @param canSubscribeMetrics may receive metrics
 */
public record Permission(
        boolean canSubscribe,
        boolean canPublish,
        boolean canPublishData,
        Set<TrackSource> canPublishSources,
        boolean hidden,
        boolean recorder,
        boolean canUpdateMetadata,
        boolean agent,
        boolean canSubscribeMetrics) {
    /** What a token without restrictions grants. */
    public static final Permission ALL = new Permission(true, true, true, Set.of(), false, false, false, false, false);

    /** The same, but for receiving. */
    public Permission withoutSubscribing() {
        return new Permission(
                false,
                canPublish,
                canPublishData,
                canPublishSources,
                hidden,
                recorder,
                canUpdateMetadata,
                agent,
                canSubscribeMetrics);
    }

    /**
     * Whether a track of this kind from this source may be published. A source binds the kind, so that who may publish a
     * microphone does not publish a picture under its name; and where sources are listed, one without a name is none of
     * them.
     */
    public boolean mayPublish(TrackKind kind, TrackSource source) {
        boolean listed =
                canPublishSources.isEmpty() || source != TrackSource.UNKNOWN && canPublishSources.contains(source);
        return canPublish && source.gives(kind) && listed;
    }
}
