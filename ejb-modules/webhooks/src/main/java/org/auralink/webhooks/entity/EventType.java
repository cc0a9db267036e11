package org.auralink.webhooks.entity;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an event says. Those about media have LiveKit's names, the others are our own. */
public enum EventType {
    CALL_STARTED("call.started"),
    CALL_RESUMED("call.resumed"),
    CALL_ENDED("call.ended"),
    CALL_PARTICIPANT_JOINED("call.participant_joined"),
    CALL_PARTICIPANT_LEFT("call.participant_left"),
    ROOM_STARTED("room_started"),
    ROOM_FINISHED("room_finished"),
    PARTICIPANT_JOINED("participant_joined"),
    PARTICIPANT_LEFT("participant_left"),
    /** Sent when somebody asks for it, whatever the endpoint wants to be told. */
    TEST("webhook.test");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the API, in the database and in bodies. */
    public String wireName() {
        return wireName;
    }

    /** Of an event that can be subscribed to. */
    public static Optional<EventType> parse(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type != TEST && type.wireName.equals(wireName))
                .findFirst();
    }

    /** The names that can be subscribed to, for sentences. */
    public static String names() {
        return Arrays.stream(values())
                .filter(type -> type != TEST)
                .map(EventType::wireName)
                .collect(Collectors.joining(", "));
    }
}
