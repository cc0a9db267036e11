package org.auralink.media.node.rooms;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.RoomConfiguration;
import org.auralink.media.node.config.RoomDefaults;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.SafeJson;
import org.auralink.media.room.model.RoomOptions;

/** How a new room behaves: what its creator asked for, and the configuration's defaults for the rest. */
public final class RoomSettings {
    /** MIME types as LiveKit's clients spell them. */
    private static final Map<String, String> SPELLING =
            Map.of("video/vp8", "video/VP8", "video/h264", "video/H264", "audio/opus", "audio/opus");

    private final RoomDefaults defaults;
    private final List<String> codecs;

    /** @param defaults what holds where a creator says nothing */
    public RoomSettings(RoomDefaults defaults) {
        this.defaults = defaults;
        this.codecs = defaults.enabledCodecs().stream()
                .map(mime -> SPELLING.getOrDefault(mime.toLowerCase(Locale.ROOT), mime))
                .toList();
    }

    /** Whether joining a room that does not exist creates it. */
    public boolean autoCreate() {
        return defaults.autoCreate();
    }

    /** Of a room of which nobody says anything. */
    RoomOptions defaults() {
        return options(0, 0, 0, "");
    }

    /** Of a room made by the server API. */
    RoomOptions of(CreateRoomRequest request) {
        return options(
                request.getEmptyTimeout(),
                request.getDepartureTimeout(),
                request.getMaxParticipants(),
                request.getMetadata());
    }

    /**
     * Of a room that is made by the first who joins.
     *
     * @param roomConfig the token's claim, protojson of {@code RoomConfiguration}; empty for none
     * @throws InputException when it is not that
     */
    public RoomOptions of(String roomConfig) throws InputException {
        var wish = RoomConfiguration.newBuilder();
        if (!roomConfig.isEmpty()) {
            SafeJson.merge(roomConfig, wish, InputLimits.TOKEN);
        }
        return options(
                wish.getEmptyTimeout(), wish.getDepartureTimeout(), wish.getMaxParticipants(), wish.getMetadata());
    }

    /** Numbers are unsigned on the wire: negative means more than anybody waits for, and 0 means not given. */
    private RoomOptions options(int empty, int departure, int max, String metadata) {
        return new RoomOptions(
                empty == 0 ? (int) defaults.emptyTimeout().toSeconds() : bounded(empty),
                departure == 0 ? (int) defaults.departureTimeout().toSeconds() : bounded(departure),
                max == 0 ? defaults.maxParticipants() : bounded(max),
                codecs,
                metadata);
    }

    private static int bounded(int unsigned) {
        return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
    }
}
