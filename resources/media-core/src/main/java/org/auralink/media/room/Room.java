package org.auralink.media.room;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auralink.media.room.data.DataKind;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.RoomSid;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.SignalSink;
import org.jspecify.annotations.Nullable;

/**
 * One room: who is in it, and what each sends and receives. Lives on one thread; {@code now} is nanoseconds of the
 * loop's clock. Signals to clients and events are emitted from within the calls.
 */
public interface Room {
    /** Opens a room and tells {@link RoomEvents#roomStarted}. */
    static Room open(long now, String name, RoomOptions options, RoomContext context) {
        return new LiveRoom(now, name, options, context);
    }

    /** This life of the room. */
    RoomSid sid();

    /** What is told about the room. */
    RoomInfo info();

    /** Whether it closed; forget it then. */
    boolean closed();

    /** Everybody in it, hidden ones included, in the order of joining. */
    List<ParticipantInfo> participants();

    /** The participant with this identity. */
    Optional<ParticipantInfo> participant(ParticipantIdentity identity);

    /** Lets somebody in, and an older session with the same identity go. The first signal to {@code sink} is the join response. */
    JoinOutcome join(long now, JoinRequest request, SignalSink sink);

    /**
     * Continues a session over a new signalling connection. When the session is not known or over, the client is told
     * to connect anew by a leave on {@code sink}.
     */
    default Optional<Participant> resume(long now, ParticipantSid sid, SignalSink sink) {
        return resume(now, sid, sink, false);
    }

    /**
     * As the other.
     *
     * @param mediaFailed whether the client says that it does so because a media connection of its failed
     */
    Optional<Participant> resume(long now, ParticipantSid sid, SignalSink sink, boolean mediaFailed);

    /** What a client said. Ignored when its session is over. */
    void signal(long now, Participant participant, ClientSignal signal);

    /** The signalling connection of {@code sink} is gone. The participant stays while its media flows. */
    void signalLost(long now, Participant participant, SignalSink sink);

    /** Removes a participant; false when there is none with this identity. */
    boolean removeParticipant(long now, ParticipantIdentity identity);

    /**
     * Ends the session of somebody whose message met a fault of ours, which may have left it half done; nothing happens
     * when there is no such session. The client is told not to come back by itself, because it would say the same again.
     */
    void endSession(long now, ParticipantIdentity identity);

    /** Mutes a published track, so that nobody receives it, or unmutes it, and tells its publisher; empty when there is none. */
    Optional<TrackInfo> muteTrack(long now, ParticipantIdentity identity, TrackSid track, boolean muted);

    /** Changes what is not null; an empty attribute value removes it. Empty when there is no such participant. */
    Optional<ParticipantInfo> updateParticipant(
            long now,
            ParticipantIdentity identity,
            @Nullable String name,
            @Nullable String metadata,
            Map<String, String> attributes,
            @Nullable Permission permission);

    /** Subscribes or unsubscribes a participant on behalf of the application; false when there is no such participant. */
    boolean updateSubscriptions(long now, ParticipantIdentity identity, List<TrackSid> tracks, boolean subscribe);

    /**
     * Sends a packet ({@link org.auralink.media.room.data.DataPacket#fromServer}) that comes from nobody in the room; once,
     * however often it comes with the same nonce.
     *
     * @param identities receivers; everybody when there are neither these nor {@code sids}
     */
    void sendData(long now, DataKind kind, byte[] packet, List<String> identities, List<String> sids);

    /**
     * Calls a method that a participant registered with its client; false when there is nobody with this identity, and
     * {@code result} learns nothing then.
     */
    boolean performRpc(long now, ParticipantIdentity identity, RpcCall call, RpcResult result);

    /**
     * Why nobody with this identity would be let in at present; empty when one would be.
     *
     * @param dependent of somebody who is there for others only ({@link ParticipantInfo#isDependent()})
     */
    Optional<JoinOutcome.Reason> refusal(ParticipantIdentity identity, boolean dependent);

    /**
     * Takes somebody out and to another room of the same loop, with its connections and what it publishes. The others see
     * it leave here and join there. An older session of its identity there is let go.
     */
    MoveOutcome move(long now, ParticipantIdentity identity, Room destination);

    /**
     * Sends somebody to a room that lives elsewhere: the client connects anew, by the token that the node adds.
     *
     * @param destination what is told about that room
     */
    MoveOutcome sendTo(long now, ParticipantIdentity identity, RoomInfo destination);

    /** People who are here and in another room at once. */
    Forwarding forwarding();

    /** Replaces the room's metadata. */
    RoomInfo updateMetadata(long now, String metadata);

    /** Lets everybody go with this reason, for good, and closes. */
    default void close(long now, DisconnectReason reason) {
        close(now, reason, LeaveAction.DISCONNECT);
    }

    /**
     * Lets everybody go with this reason and closes.
     *
     * @param action what clients do then: {@code RECONNECT} where the room goes on elsewhere
     */
    void close(long now, DisconnectReason reason, LeaveAction action);

    /** Does what is due. Call it at {@link #nextTimeoutNanos()} or later. */
    void handleTimeout(long now);

    /** When {@link #handleTimeout} is due, in nanoseconds of the loop's clock; {@link Long#MAX_VALUE} when never. */
    long nextTimeoutNanos();
}
