package org.auralink.media.room;

import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.Permission;

/**
 * Somebody whose token was checked wants to join.
 *
 * @param identity who
 * @param name shown to people
 * @param metadata given by the application
 * @param attributes given by the application
 * @param permission from the token's grant
 * @param kind number of LiveKit's {@code ParticipantInfo.Kind}
 * @param autoSubscribe receives all tracks without asking
 * @param autoSubscribeData receives all data tracks without asking
 * @param protocol the client's signalling protocol
 * @param clientProtocol copied to other clients
 * @param capabilities copied to other clients
 * @param singleConnection wants to receive over the connection on which it publishes
 * @param takesRedundancy may be offered audio with redundancy (RFC 2198)
 * @param iceTcp whether its client can open TCP connections for media
 */
public record JoinRequest(
        ParticipantIdentity identity,
        String name,
        String metadata,
        Map<String, String> attributes,
        Permission permission,
        int kind,
        boolean autoSubscribe,
        boolean autoSubscribeData,
        int protocol,
        int clientProtocol,
        List<Integer> capabilities,
        boolean singleConnection,
        boolean takesRedundancy,
        boolean iceTcp) {
    /** Of a client that takes whatever it says it takes, and can open TCP connections for media. */
    public JoinRequest(
            ParticipantIdentity identity,
            String name,
            String metadata,
            Map<String, String> attributes,
            Permission permission,
            int kind,
            boolean autoSubscribe,
            boolean autoSubscribeData,
            int protocol,
            int clientProtocol,
            List<Integer> capabilities,
            boolean singleConnection) {
        this(
                identity,
                name,
                metadata,
                attributes,
                permission,
                kind,
                autoSubscribe,
                autoSubscribeData,
                protocol,
                clientProtocol,
                capabilities,
                singleConnection,
                true,
                true);
    }

    /** Whether it would be there for others only ({@link ParticipantInfo#isDependent(int, Permission)}). */
    public boolean isDependent() {
        return ParticipantInfo.isDependent(kind, permission);
    }

    @Override
    public String toString() {
        return "JoinRequest";
    }
}
