package org.auralink.media.node.rooms;

import java.util.List;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.RoomConfiguration;
import org.auralink.media.node.config.RoomDefaults;
import org.auralink.media.node.config.RoomPreset;
import org.auralink.media.room.model.RoomOptions;

/** How a new room behaves: what its creator asked for, and the configuration's defaults for the rest. */
public final class RoomSettings {
    private static final RoomPreset NO_PRESET = new RoomPreset(0, 0, 0, "", List.of());

    private final RoomDefaults defaults;
    private final List<String> codecs;

    /** @param defaults what holds where a creator says nothing */
    public RoomSettings(RoomDefaults defaults) {
        this.defaults = defaults;
        this.codecs = defaults.enabledCodecs();
    }

    /** Whether joining a room that does not exist creates it. */
    public boolean autoCreate() {
        return defaults.autoCreate();
    }

    /**
     * Of a room made by the server API.
     *
     * @throws UnknownPreset when it names a preset that is not there
     */
    RoomPlan of(CreateRoomRequest request) throws UnknownPreset {
        return plan(
                preset(request.getRoomPreset()),
                request.getEmptyTimeout(),
                request.getDepartureTimeout(),
                request.getMaxParticipants(),
                request.getMetadata(),
                request.getAgentsList());
    }

    /** Of a room about which nobody said anything. */
    public RoomPlan standard() {
        return plan(NO_PRESET, 0, 0, 0, "", List.of());
    }

    /**
     * Of a room that is made by the first who joins.
     *
     * @param roomConfig the token's claim; {@link RoomConfiguration#getDefaultInstance} for none
     * @param preset the name of one in the token; empty for none
     * @throws UnknownPreset when there is none with this name
     */
    public RoomPlan of(RoomConfiguration roomConfig, String preset) throws UnknownPreset {
        return plan(
                preset(preset),
                roomConfig.getEmptyTimeout(),
                roomConfig.getDepartureTimeout(),
                roomConfig.getMaxParticipants(),
                roomConfig.getMetadata(),
                roomConfig.getAgentsList());
    }

    private RoomPreset preset(String name) throws UnknownPreset {
        RoomPreset preset = name.isEmpty() ? NO_PRESET : defaults.presets().get(name);
        if (preset == null) {
            throw new UnknownPreset();
        }
        return preset;
    }

    /** Numbers are unsigned on the wire: negative means more than anybody waits for, and 0 means not given. */
    private RoomPlan plan(
            RoomPreset preset, int empty, int departure, int max, String metadata, List<RoomAgentDispatch> agents) {
        var options = new RoomOptions(
                given(empty, preset.emptyTimeout(), (int)
                        defaults.emptyTimeout().toSeconds()),
                given(departure, preset.departureTimeout(), (int)
                        defaults.departureTimeout().toSeconds()),
                given(max, preset.maxParticipants(), defaults.maxParticipants()),
                codecs,
                metadata.isEmpty() ? preset.metadata() : metadata);
        return new RoomPlan(options, agents.isEmpty() ? agentsOf(preset) : List.copyOf(agents));
    }

    private static List<RoomAgentDispatch> agentsOf(RoomPreset preset) {
        return preset.agents().stream()
                .map(agent -> RoomAgentDispatch.newBuilder()
                        .setAgentName(agent.name())
                        .setMetadata(agent.metadata())
                        .build())
                .toList();
    }

    private static int given(int asked, int preset, int otherwise) {
        return asked != 0 ? bounded(asked) : preset != 0 ? preset : otherwise;
    }

    private static int bounded(int unsigned) {
        return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
    }
}
