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

    /** Whether a track from this source may be published. */
    public boolean mayPublish(TrackSource source) {
        return canPublish && (canPublishSources.isEmpty() || canPublishSources.contains(source));
    }
}
