package org.auralink.media.node.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import livekit.LivekitAgent.Job;
import livekit.LivekitAgent.RegisterWorkerRequest;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import org.jspecify.annotations.Nullable;

/** {@code deployment} and {@code attributes} of the messages about agents, which the generated classes lack. */
public final class AgentFields {
    private static final int MAX_DEPLOYMENT = 64;

    private AgentFields() {}

    /** A map of texts that was not read yet. */
    @FunctionalInterface
    public interface Unread {
        /** @throws InputException when it is no map of texts */
        Map<String, String> read() throws InputException;
    }

    public static String deployment(RegisterWorkerRequest request) {
        return NewerFields.text(request, 9);
    }

    public static String deployment(CreateAgentDispatchRequest request) {
        return NewerFields.text(request, 5);
    }

    public static String deployment(RoomAgentDispatch agent) {
        return NewerFields.text(agent, 4);
    }

    public static Unread unreadAttributes(CreateAgentDispatchRequest request) {
        return () -> NewerFields.texts(request, 6);
    }

    public static Unread unreadAttributes(RoomAgentDispatch agent) {
        return () -> NewerFields.texts(agent, 5);
    }

    /** The attributes of an agent that {@link Descriptions} found nothing wrong with. */
    public static Map<String, String> attributes(CreateAgentDispatchRequest request) {
        return checked(unreadAttributes(request));
    }

    /** The attributes of an agent that {@link Descriptions} found nothing wrong with. */
    public static Map<String, String> attributes(RoomAgentDispatch agent) {
        return checked(unreadAttributes(agent));
    }

    private static Map<String, String> checked(Unread attributes) {
        try {
            return attributes.read();
        } catch (InputException e) {
            throw new IllegalStateException("they were read before", e);
        }
    }

    /** Writes both. */
    public static void write(AgentDispatch.Builder to, String deployment, Map<String, String> attributes) {
        NewerFields.addText(to, 7, deployment);
        NewerFields.addTexts(to, 8, attributes);
    }

    /** Writes both. */
    public static void write(Job.Builder to, String deployment, Map<String, String> attributes) {
        NewerFields.addText(to, 11, deployment);
        NewerFields.addTexts(to, 12, attributes);
    }

    /** What is wrong with the name of a deployment, by LiveKit's rule; null when nothing is, or it is empty. */
    public static @Nullable String faultOfDeployment(String deployment) {
        if (deployment.getBytes(StandardCharsets.UTF_8).length > MAX_DEPLOYMENT) {
            return "deployment: longer than " + MAX_DEPLOYMENT + " bytes";
        }
        boolean plain = deployment.chars().allMatch(c -> c > ' ' && c != 0x7f && c != '_');
        return plain ? null : "deployment: blanks, control characters and _ are not allowed";
    }
}
