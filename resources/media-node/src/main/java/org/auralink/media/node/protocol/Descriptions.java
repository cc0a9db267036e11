package org.auralink.media.node.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import livekit.LivekitRtc.SignalRequest;
import org.auralink.media.node.config.LimitConfig;
import org.auralink.media.node.config.RoomPreset;
import org.jspecify.annotations.Nullable;

/**
 * What rooms, participants and tracks may be called and may tell about themselves, at every door alike. Each answer is a
 * sentence that names the field, or null when nothing is wrong; those about lengths are LiveKit's, because SDKs know them.
 */
public final class Descriptions {
    /** A topic is a name that programs agree on. */
    private static final int MAX_TOPIC = 256;

    /** A name that workers and applications agree on. */
    private static final int MAX_AGENT_NAME = 256;

    private final LimitConfig limits;

    /** @param limits lengths of names in characters, sizes of the rest in bytes */
    public Descriptions(LimitConfig limits) {
        this.limits = limits;
    }

    /** @param field what the door calls the room's name */
    public @Nullable String room(String field, String name) {
        return name.isEmpty()
                ? "no room name"
                : longer(name, limits.maxRoomNameLength()) ? "room name length exceeds limits" : name(field, name);
    }

    public @Nullable String identity(String identity) {
        return identity.isEmpty()
                ? "identity cannot be empty"
                : longer(identity, limits.maxIdentityLength())
                        ? "participant identity length exceeds limits"
                        : name("identity", identity);
    }

    /** What a participant is called, what it tells, and its attributes; each may be empty. */
    public @Nullable String participant(String name, String metadata, Map<String, String> attributes) {
        String fault = longer(name, limits.maxNameLength()) ? "name length exceeds limits" : name("name", name);
        if (fault == null) {
            fault = metadata(metadata);
        }
        return fault == null ? attributes(attributes) : fault;
    }

    public @Nullable String metadata(String metadata) {
        return bytes(metadata) > limits.maxMetadataSize() ? "metadata size exceeds limits" : text("metadata", metadata);
    }

    /** Agents that are to be dispatched to a room that is made. */
    public @Nullable String agents(String field, List<RoomAgentDispatch> agents) {
        if (agents.size() > RoomPreset.MAX_AGENTS) {
            return field + ": more than " + RoomPreset.MAX_AGENTS;
        }
        for (RoomAgentDispatch each : agents) {
            String fault = agent(
                    each.getAgentName(),
                    each.getMetadata(),
                    AgentFields.deployment(each),
                    AgentFields.unreadAttributes(each));
            if (fault != null) {
                return field + ": " + fault;
            }
        }
        return null;
    }

    /** An agent that is to be dispatched. Its name may be empty, for workers without one. */
    public @Nullable String agent(CreateAgentDispatchRequest request) {
        return agent(
                request.getAgentName(),
                request.getMetadata(),
                AgentFields.deployment(request),
                AgentFields.unreadAttributes(request));
    }

    private @Nullable String agent(String name, String metadata, String deployment, AgentFields.Unread attributes) {
        String fault = longer(name, MAX_AGENT_NAME)
                ? "agent_name: longer than " + MAX_AGENT_NAME + " characters"
                : name("agent_name", name);
        if (fault == null) {
            fault = metadata(metadata);
        }
        if (fault == null) {
            fault = AgentFields.faultOfDeployment(deployment);
        }
        try {
            return fault == null ? attributes(attributes.read()) : fault;
        } catch (InputException e) {
            return "attributes: expected a map of texts";
        }
    }

    /** What data that the application sends is about; may be empty. */
    public static @Nullable String topic(String topic) {
        return longer(topic, MAX_TOPIC) ? "topic: longer than " + MAX_TOPIC + " characters" : text("topic", topic);
    }

    /** The name of a method that the application calls at a participant. */
    public static @Nullable String method(String method) {
        return longer(method, MAX_TOPIC) ? "method: longer than " + MAX_TOPIC + " characters" : name("method", method);
    }

    private @Nullable String attributes(Map<String, String> attributes) {
        long size = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            size += bytes(attribute.getKey()) + bytes(attribute.getValue());
        }
        return size > limits.maxAttributesSize() ? "attribute size exceeds limits" : attributeTexts(attributes);
    }

    private static @Nullable String attributeTexts(Map<String, String> attributes) {
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            // A key at fault is not repeated.
            String fault = name("attributes: a key", attribute.getKey());
            if (fault == null) {
                fault = text("attributes." + attribute.getKey(), attribute.getValue());
            }
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    /**
     * What a client's message would tell others. Texts only: how long they may be is the room's to say, who knows what
     * it holds already.
     */
    public static @Nullable String fault(SignalRequest request) {
        switch (request.getMessageCase()) {
            case ADD_TRACK -> {
                String fault = name("add_track.name", request.getAddTrack().getName());
                return fault == null
                        ? name("add_track.stream", request.getAddTrack().getStream())
                        : fault;
            }
            case PUBLISH_DATA_TRACK_REQUEST -> {
                String name = request.getPublishDataTrackRequest().getName();
                return name("publish_data_track_request.name", name);
            }
            case UPDATE_METADATA -> {
                var update = request.getUpdateMetadata();
                String fault = name("name", update.getName());
                if (fault == null) {
                    fault = text("metadata", update.getMetadata());
                }
                return fault == null ? attributeTexts(update.getAttributesMap()) : fault;
            }
            default -> {
                return null;
            }
        }
    }

    private static @Nullable String name(String field, String name) {
        String fault = PlainText.faultOfName(name);
        return fault == null ? null : field + ": " + fault;
    }

    private static @Nullable String text(String field, String text) {
        String fault = PlainText.faultOfText(text);
        return fault == null ? null : field + ": " + fault;
    }

    private static boolean longer(String text, int characters) {
        return text.codePointCount(0, text.length()) > characters;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
