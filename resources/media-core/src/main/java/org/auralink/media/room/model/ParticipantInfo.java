package org.auralink.media.room.model;

import java.util.List;
import java.util.Map;

/**
 * What is told about a participant.
 *
 * @param sid its session
 * @param identity who it is
 * @param state how far it has come
 * @param tracks what it publishes
 * @param dataTracks the data tracks that it publishes
 * @param metadata given by the application
 * @param joinedAtMs milliseconds since 1970
 * @param name shown to people
 * @param version rises with each change; clients drop older ones
 * @param permission what it may do
 * @param isPublisher whether it publishes anything
 * @param kind number of LiveKit's {@code ParticipantInfo.Kind}
 * @param attributes given by the application
 * @param disconnectReason why it left; unknown while it is here
 * @param clientProtocol what it can do towards other clients
 * @param capabilities numbers of LiveKit's {@code ClientInfo.Capability}
 */
public record ParticipantInfo(
        ParticipantSid sid,
        ParticipantIdentity identity,
        ParticipantState state,
        List<TrackInfo> tracks,
        List<DataTrackInfo> dataTracks,
        String metadata,
        long joinedAtMs,
        String name,
        int version,
        Permission permission,
        boolean isPublisher,
        int kind,
        Map<String, String> attributes,
        DisconnectReason disconnectReason,
        int clientProtocol,
        List<Integer> capabilities) {
    private static final int KIND_EGRESS = 2;
    private static final int KIND_AGENT = 4;

    /** Whether it is there for others only ({@link #isDependent(int, Permission)}). */
    public boolean isDependent() {
        return isDependent(kind, permission);
    }

    /**
     * Whether somebody of this kind and permission is there for others only: what acts in a room or records it. No room
     * is kept open for it, and it takes nobody's place.
     */
    public static boolean isDependent(int kind, Permission permission) {
        return permission.agent() || permission.recorder() || kind == KIND_AGENT || kind == KIND_EGRESS;
    }

    /** The same participant in another state. */
    public ParticipantInfo in(ParticipantState other) {
        return new ParticipantInfo(
                sid,
                identity,
                other,
                tracks,
                dataTracks,
                metadata,
                joinedAtMs,
                name,
                version,
                permission,
                isPublisher,
                kind,
                attributes,
                disconnectReason,
                clientProtocol,
                capabilities);
    }

    @Override
    public String toString() {
        return "ParticipantInfo[" + sid + "]";
    }
}
