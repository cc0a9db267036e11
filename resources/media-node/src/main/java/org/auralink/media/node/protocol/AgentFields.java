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
    static final int WORKER_DEPLOYMENT = 9;
    static final int CREATE_DEPLOYMENT = 5;
    static final int CREATE_ATTRIBUTES = 6;
    static final int ROOM_DEPLOYMENT = 4;
    static final int ROOM_ATTRIBUTES = 5;
    static final int DISPATCH_DEPLOYMENT = 7;
    static final int DISPATCH_ATTRIBUTES = 8;
    static final int JOB_DEPLOYMENT = 11;
    static final int JOB_ATTRIBUTES = 12;

    private static final int MAX_DEPLOYMENT = 64;

    private AgentFields() {}

    /** A map of texts that was not read yet. */
    @FunctionalInterface
    public interface Unread {
        /** @throws InputException when it is no map of texts */
        Map<String, String> read() throws InputException;
    }

    public static String deployment(RegisterWorkerRequest request) {
        return NewerFields.text(request, WORKER_DEPLOYMENT);
    }

    public static String deployment(CreateAgentDispatchRequest request) {
        return NewerFields.text(request, CREATE_DEPLOYMENT);
    }

    public static String deployment(RoomAgentDispatch agent) {
        return NewerFields.text(agent, ROOM_DEPLOYMENT);
    }

    public static Unread unreadAttributes(CreateAgentDispatchRequest request) {
        return () -> NewerFields.texts(request, CREATE_ATTRIBUTES);
    }

    public static Unread unreadAttributes(RoomAgentDispatch agent) {
        return () -> NewerFields.texts(agent, ROOM_ATTRIBUTES);
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
        NewerFields.addText(to, DISPATCH_DEPLOYMENT, deployment);
        NewerFields.addTexts(to, DISPATCH_ATTRIBUTES, attributes);
    }

    /** Writes both. */
    public static void write(Job.Builder to, String deployment, Map<String, String> attributes) {
        NewerFields.addText(to, JOB_DEPLOYMENT, deployment);
        NewerFields.addTexts(to, JOB_ATTRIBUTES, attributes);
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
