package org.auralink.media.node.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.auralink.media.codec.PayloadFormat;
import org.auralink.media.room.model.RoomOptions;

/**
 * What a room is when neither CreateRoom nor a token says otherwise.
 *
 * @param autoCreate {@code room.auto_create}: whether joining an unknown room creates it; default true
 * @param maxParticipants {@code room.max_participants}; default 0, which means no limit
 * @param emptyTimeout {@code room.empty_timeout} in seconds: how long a room waits for its first participant; default
 *     300
 * @param departureTimeout {@code room.departure_timeout} in seconds: how long a room outlives its last participant, so
 *     that a reload finds it again; default 20
 * @param enabledCodecs {@code room.enabled_codecs[].mime}, default all that are forwarded but for H.265
 * @param presets {@code room.room_configurations} by name; default none
 */
public record RoomDefaults(
        boolean autoCreate,
        int maxParticipants,
        Duration emptyTimeout,
        Duration departureTimeout,
        List<String> enabledCodecs,
        Map<String, RoomPreset> presets) {
    private static final List<String> FORWARDED = Stream.of(PayloadFormat.Kind.values())
            .map(PayloadFormat.Kind::mimeType)
            .toList();

    static final int MOST_PARTICIPANTS = 100_000;
    static final int LONGEST_EMPTY = 7 * 86_400;
    static final int LONGEST_DEPARTURE = 86_400;

    static RoomDefaults read(Section room) {
        var codecs = new ArrayList<String>();
        for (Section codec : room.sections("enabled_codecs", "all but video/H265")) {
            PayloadFormat.Kind.ofMimeType(codec.text("mime", "", "one of " + String.join(", ", FORWARDED)))
                    .ifPresentOrElse(
                            kind -> codecs.add(kind.mimeType()),
                            () -> codec.refuse("mime", "expected one of " + FORWARDED));
            codec.finish();
        }
        var result = new RoomDefaults(
                room.flag("auto_create", true),
                room.number("max_participants", 0, 0, MOST_PARTICIPANTS),
                Duration.ofSeconds(room.number("empty_timeout", 300, 1, LONGEST_EMPTY)),
                Duration.ofSeconds(room.number("departure_timeout", 20, 0, LONGEST_DEPARTURE)),
                codecs.isEmpty() ? RoomOptions.DEFAULT.enabledCodecs() : List.copyOf(codecs),
                RoomPreset.readAll(room.declared("room_configurations", "presets by name")));
        room.finish();
        return result;
    }
}
