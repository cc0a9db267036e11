package org.auralink.media.connector;

import java.util.List;

/**
 * What somebody may do in a room, as LiveKit's grants say it.
 *
 * @param publish whether tracks may be published
 * @param publishSources which ones: {@code camera}, {@code microphone}, {@code screen_share}, {@code screen_share_audio};
 *     empty means all
 * @param subscribe whether tracks of others may be received
 * @param publishData whether messages may be sent
 * @param updateOwnMetadata whether one's own name, metadata and attributes may be changed
 * @param hidden whether others are not told of it
 * @param recorder whether it is shown as one who records
 * @param administer whether it may mute and remove others
 */
public record JoinPermissions(
        boolean publish,
        List<String> publishSources,
        boolean subscribe,
        boolean publishData,
        boolean updateOwnMetadata,
        boolean hidden,
        boolean recorder,
        boolean administer) {

    /** What a token says that says nothing: to take part, and nothing that concerns others. */
    public static final JoinPermissions TAKE_PART =
            new JoinPermissions(true, List.of(), true, true, false, false, false, false);
}
