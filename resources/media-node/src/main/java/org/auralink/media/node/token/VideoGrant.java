package org.auralink.media.node.token;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code video} claim: what its bearer may do. Absent permissions take LiveKit's defaults: publishing and
 * subscribing allowed, publishing data allowed like publishing, everything else not.
 *
 * @param room the one room that {@code roomJoin} and {@code roomAdmin} are about; empty when the token names none
 * @param destinationRoom the room that participants of {@code room} may be moved or forwarded to; empty for none
 * @param canPublishSources sources that may be published, in lower case as the claim writes them ({@code camera},
 *     {@code microphone}, {@code screen_share}, {@code screen_share_audio}); empty means all
 */
public record VideoGrant(
        String room,
        boolean roomCreate,
        boolean roomList,
        boolean roomAdmin,
        boolean roomJoin,
        boolean canPublish,
        boolean canSubscribe,
        boolean canPublishData,
        List<String> canPublishSources,
        boolean canUpdateOwnMetadata,
        boolean hidden,
        boolean recorder,
        boolean agent,
        String destinationRoom) {

    static VideoGrant read(JsonObject video) throws TokenException {
        boolean publish = Claims.flag(video, "canPublish", true);
        return new VideoGrant(
                Claims.text(video, "room"),
                Claims.flag(video, "roomCreate", false),
                Claims.flag(video, "roomList", false),
                Claims.flag(video, "roomAdmin", false),
                Claims.flag(video, "roomJoin", false),
                publish,
                Claims.flag(video, "canSubscribe", true),
                Claims.flag(video, "canPublishData", publish),
                sources(video),
                Claims.flag(video, "canUpdateOwnMetadata", false),
                Claims.flag(video, "hidden", false),
                Claims.flag(video, "recorder", false),
                Claims.flag(video, "agent", false),
                Claims.text(video, "destinationRoom"));
    }

    /** Whether the bearer administers {@code roomName}. */
    public boolean administers(String roomName) {
        return roomAdmin && !room.isEmpty() && room.equals(roomName);
    }

    /** The same grants in another room. */
    VideoGrant in(String other) {
        return new VideoGrant(
                other,
                roomCreate,
                roomList,
                roomAdmin,
                roomJoin,
                canPublish,
                canSubscribe,
                canPublishData,
                canPublishSources,
                canUpdateOwnMetadata,
                hidden,
                recorder,
                agent,
                destinationRoom);
    }

    /** Whether the bearer may take somebody from the room that it administers to {@code other}. */
    public boolean sendsTo(String roomName, String other) {
        return administers(roomName) && !destinationRoom.isEmpty() && destinationRoom.equals(other);
    }

    private static List<String> sources(JsonObject video) throws TokenException {
        JsonElement value = video.get("canPublishSources");
        if (value == null || value.isJsonNull()) {
            return List.of();
        }
        if (!value.isJsonArray()) {
            throw Claims.malformed("canPublishSources");
        }
        var result = new ArrayList<String>();
        for (JsonElement source : value.getAsJsonArray()) {
            if (!source.isJsonPrimitive() || !source.getAsJsonPrimitive().isString()) {
                throw Claims.malformed("canPublishSources");
            }
            result.add(source.getAsString());
        }
        return List.copyOf(result);
    }
}
