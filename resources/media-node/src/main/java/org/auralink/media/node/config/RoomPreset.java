package org.auralink.media.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a new room is when CreateRoom or a token asks for it by name ({@code room.room_configurations}). What they say
 * themselves comes before it, and {@link RoomDefaults} after it.
 *
 * @param emptyTimeout {@code empty_timeout} in seconds; 0 for the default
 * @param departureTimeout {@code departure_timeout} in seconds; 0 for the default
 * @param maxParticipants {@code max_participants}; 0 for the default
 * @param metadata {@code metadata}; may be empty
 * @param agents {@code agents}: who is dispatched to the room, in this order
 */
public record RoomPreset(
        int emptyTimeout, int departureTimeout, int maxParticipants, String metadata, List<Agent> agents) {
    /** As many as CreateRoom may name. */
    public static final int MAX_AGENTS = 32;

    /**
     * An agent that is dispatched to the room.
     *
     * @param name {@code agent_name} of its workers; empty for those without a name
     * @param metadata {@code metadata} of its job; may be empty
     */
    public record Agent(String name, String metadata) {}

    static Map<String, RoomPreset> readAll(Section presets) {
        Map<String, RoomPreset> result = new LinkedHashMap<>();
        presets.allSections().forEach((name, preset) -> result.put(name, read(preset)));
        return Map.copyOf(result);
    }

    private static RoomPreset read(Section preset) {
        var result = new RoomPreset(
                preset.number("empty_timeout", 0, 0, RoomDefaults.LONGEST_EMPTY),
                preset.number("departure_timeout", 0, 0, RoomDefaults.LONGEST_DEPARTURE),
                preset.number("max_participants", 0, 0, RoomDefaults.MOST_PARTICIPANTS),
                preset.text("metadata", ""),
                agents(preset));
        // The key in the mapping is the name; LiveKit's files repeat it.
        preset.text("name", "");
        preset.finish();
        return result;
    }

    private static List<Agent> agents(Section preset) {
        List<Agent> result = new ArrayList<>();
        for (Section agent : preset.sections("agents", "")) {
            result.add(new Agent(agent.text("agent_name", ""), agent.text("metadata", "")));
            agent.finish();
        }
        if (result.size() > MAX_AGENTS) {
            preset.refuse("agents", "expected at most " + MAX_AGENTS);
        }
        return List.copyOf(result);
    }
}
