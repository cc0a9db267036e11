package org.auralink.media.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a join token permits: one identity to enter one room. Does not print who it is.
 *
 * @param roomName the only room the token opens
 * @param identity unique within the room; a second joining with the same identity replaces the first
 * @param displayName what others see
 * @param metadata free text that travels with the participant
 * @param attributes short texts by name that travel with the participant; the application keeps the role in one
 * @param validFor how long the token may be used to join; the node hands out fresh ones to who is inside
 * @param permissions what it may do inside
 * @param decidedAt when it was decided that they may enter, in whole seconds; who was removed later does not come in. Null
 *     for now
 */
public record JoinGrant(
        String roomName,
        String identity,
        String displayName,
        String metadata,
        Map<String, String> attributes,
        Duration validFor,
        JoinPermissions permissions,
        @Nullable Instant decidedAt) {
    public JoinGrant {
        attributes = Map.copyOf(attributes);
    }

    /** What is decided now. */
    public JoinGrant(
            String roomName,
            String identity,
            String displayName,
            String metadata,
            Map<String, String> attributes,
            Duration validFor,
            JoinPermissions permissions) {
        this(roomName, identity, displayName, metadata, attributes, validFor, permissions, null);
    }

    /** To take part, with nothing that concerns others. */
    public JoinGrant(String roomName, String identity, String displayName, String metadata, Duration validFor) {
        this(roomName, identity, displayName, metadata, Map.of(), validFor, JoinPermissions.TAKE_PART);
    }

    @Override
    public String toString() {
        return "JoinGrant[" + roomName + "]";
    }
}
