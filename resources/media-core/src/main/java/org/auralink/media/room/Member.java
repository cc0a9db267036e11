package org.auralink.media.room;

import java.util.List;
import java.util.Map;
import org.auralink.media.room.data.DataKind;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.RequestReason;
import org.auralink.media.room.signal.ServerSignal.SubscriptionError;
import org.auralink.media.room.signal.SignalSink;
import org.auralink.media.room.signal.SignalTarget;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.TransportFactory;
import org.auralink.media.transport.TransportState;
import org.jspecify.annotations.Nullable;

/** A participant: its session's state, its two connections, and what others are told about it. */
final class Member implements Participant, ConnectionListener, ReceivingListener, SendingListener, DataListener {
    /** LiveKit's clients from this protocol on let the receiving connection decide that they are connected. */
    private static final int SUBSCRIBER_PRIMARY_FROM = 3;

    /** {@code ParticipantInfo.Kind} of whom its token says nothing else. */
    private static final int STANDARD = 0;

    private final JoinRequest request;
    private final RoomShared shared;
    private final long joinedAt;
    private final boolean subscriberPrimary;
    private final ClientConnections connections;
    private final SentData data;
    private final HeldDataTracks dataTracks;
    private final Description description;
    private final Reachability reachability;
    private final Attendance attendance;
    private MemberHost host;
    private Permission permission;
    private final Ways ways;

    private final Subscribing subscribing;
    private final Relays relays;
    private final Measuring measuring;

    Member(long now, ParticipantSid sid, JoinRequest request, SignalSink sink, RoomShared shared, MemberHost host) {
        this.request = request;
        this.shared = shared.view();
        this.host = host;
        ways = new Ways(now, this.shared, request);
        joinedAt = now;
        attendance = new Attendance(sid, shared.clock().unixMs(now));
        permission = request.permission();
        description = new Description(request.name(), request.metadata(), request.attributes());
        subscribing = new Subscribing(request.autoSubscribe());
        relays = new Relays(shared.tuning().keyFrames());
        reachability = new Reachability(sink);
        data = new SentData(shared.limits());
        measuring = new Measuring(now, shared.tuning().reportNanos());
        dataTracks = new HeldDataTracks(request.autoSubscribeData());
        connections = new ClientConnections(now, this.shared, this, this::send, request.singleConnection());
        subscriberPrimary = permission.canSubscribe()
                && !request.singleConnection()
                && request.protocol() >= SUBSCRIBER_PRIMARY_FROM;
    }

    @Override
    public ParticipantSid sid() {
        return attendance.sid();
    }

    @Override
    public ParticipantIdentity identity() {
        return request.identity();
    }

    @Override
    public ParticipantState state() {
        return attendance.state();
    }

    @Override
    public ParticipantInfo info() {
        return new ParticipantInfo(
                sid(),
                request.identity(),
                state(),
                receiving().tracks().infos(),
                dataTracks.infos(),
                description.metadata(),
                attendance.sinceMs(),
                description.name(),
                attendance.version(),
                permission,
                isPublishing(),
                request.kind(),
                Map.copyOf(description.attributes()),
                attendance.reason(),
                request.clientProtocol(),
                request.capabilities());
    }

    /** Whether it is here for others only, as its token said: that does not change. */
    boolean isDependent() {
        return request.isDependent();
    }

    /** Whether it is somebody at a client, and no program or telephone. */
    boolean isPerson() {
        return request.kind() == STANDARD && !isDependent();
    }

    boolean isPublishing() {
        return !published().isEmpty();
    }

    boolean isOver() {
        return attendance.isOver();
    }

    boolean wasActive() {
        return attendance.wasActive();
    }

    @Override
    public Ways ways() {
        return ways;
    }

    /** The first message of its session. */
    ServerSignal.Joined welcome(RoomInfo room, List<ParticipantInfo> others, List<String> codecs) {
        // Its connection for sending is up by the time that it has something to send.
        boolean fastPublish = permission.canPublish();
        return new ServerSignal.Joined(room, info(), others, subscriberPrimary, codecs, fastPublish, ways.reach());
    }

    /** The signalling protocol its client speaks. */
    int protocol() {
        return request.protocol();
    }

    @Override
    public Permission permission() {
        return permission;
    }

    ClientConnections connections() {
        return connections;
    }

    /** What it has sent over its data channels. */
    SentData data() {
        return data;
    }

    HeldDataTracks dataTracks() {
        return dataTracks;
    }

    /** What it publishes. */
    Receiving receiving() {
        return connections.receiving();
    }

    /** What it receives; null for somebody who may not subscribe. */
    @Nullable
    Sending sending() {
        return connections.sending();
    }

    /** The other rooms that it is forwarded to. */
    Relays relays() {
        return relays;
    }

    /** Whether it is in another room by itself. */
    boolean isGuest() {
        return relays.isGuest();
    }

    /** It is here as a guest: there is no connection that would have to come up. */
    void appear(long now, Guest self) {
        relays.become(self);
        attendance.active();
        host.becameActive(now, this);
    }

    Subscribing subscribing() {
        return subscribing;
    }

    Reachability reachability() {
        return reachability;
    }

    /** How well it is connected, as that is measured. */
    Measuring measuring() {
        return measuring;
    }

    /** The join response was sent: from now on there is a receiving connection. */
    void joined(long now) {
        attendance.joined();
        openSending(now);
    }

    private void openSending(long now) {
        if (permission.canSubscribe()) {
            connections.openSending(now);
        }
    }

    /** What it may do is different now. */
    void setPermission(long now, Permission granted) {
        permission = granted;
        if (!isOver()) {
            openSending(now);
        }
        receiving().permissionChanged(now);
    }

    /** What it is called and tells about itself. */
    Description description() {
        return description;
    }

    /** Others will be told something different. */
    void nextVersion() {
        attendance.nextVersion();
    }

    /** The session is over: connections are closed and nothing is sent any more. */
    void end(long now, DisconnectReason reason, LeaveAction action) {
        try {
            send(new ServerSignal.Leave(reason, action));
        } finally {
            attendance.end(reason);
            connections.close(now);
        }
    }

    /** It goes to another room: nobody here is told anything by it, nor it anything, until it arrives there. */
    void depart() {
        connections.departing();
        attendance.end(DisconnectReason.MIGRATION);
    }

    /** It is in this room now, with its connections and what it publishes, as a session of its own there. */
    void arrive(long now, ParticipantSid newSid, RoomShared room, MemberHost newHost) {
        TransportFactory from = shared.transports();
        shared.moveTo(room);
        host = newHost;
        attendance.beginAnew(newSid, shared.clock().unixMs(now));
        measuring.forget();
        subscribing.forgetAll();
        data.moved();
        connections.moved(from);
    }

    /** Does what is due on its connections, and ends a session that did not come up or whose client is gone. */
    void tick(long now) {
        connections.tick(now, reachability.isReachable());
        if (isOver()) {
            return;
        }
        relays.tick(now);
        if (!wasActive() && now - joinedAt > shared.limits().joinWithinNanos()) {
            host.end(now, this, DisconnectReason.JOIN_FAILURE, LeaveAction.DISCONNECT);
        } else if (reachability.isGone(now)) {
            host.end(now, this, DisconnectReason.SIGNAL_CLOSE, LeaveAction.DISCONNECT);
        } else if (reachability.isClosed(now)) {
            host.end(now, this, DisconnectReason.CONNECTION_TIMEOUT, LeaveAction.RECONNECT);
        }
    }

    /** Sends to the client, if it can be reached at present. */
    void send(ServerSignal signal) {
        if (!isOver()) {
            reachability.send(signal);
        }
    }

    @Override
    public void connectionChanged(
            long now, SignalTarget target, TransportState connection, @Nullable FailureReason reason) {
        if (isOver()) {
            return;
        }
        boolean primary = (target == SignalTarget.SUBSCRIBER) == subscriberPrimary;
        if (primary && connection == TransportState.DISCONNECTED) {
            reachability.interrupted(now);
            measuring.soon(now);
        }
        switch (connection) {
            case CONNECTED -> connected(now, primary);
            case FAILED -> {
                ways.failed(now);
                host.end(now, this, DisconnectReason.CONNECTION_TIMEOUT, LeaveAction.RECONNECT);
            }
            case CLOSED -> reachability.closed(now);
            case NEW, DISCONNECTED -> {}
        }
    }

    private void connected(long now, boolean primary) {
        if (primary) {
            reachability.resumed();
        }
        if (primary && !wasActive()) {
            ways.connected(now);
            attendance.active();
            host.becameActive(now, this);
        }
    }

    @Override
    public void trackPublished(long now, PublishedTrack track) {
        host.trackPublished(now, this, track);
    }

    @Override
    public void mediaArrived(long now, PublishedTrack track) {
        host.mediaArrived(now, this, track);
    }

    @Override
    public void trackUnpublished(long now, PublishedTrack track) {
        host.trackUnpublished(now, this, track);
    }

    @Override
    public boolean takesRedundancy() {
        return request.takesRedundancy();
    }

    @Override
    public void trackSubscribed(PublishedTrack track) {
        shared.context().events().subscribed(track.kind());
        host.trackSubscribed(this, track);
    }

    @Override
    public void trackUnsubscribed(PublishedTrack track) {
        shared.context().events().unsubscribed(track.kind());
    }

    @Override
    public void streamPaused(ParticipantSid publisher, PublishedTrack track, boolean paused) {
        send(new ServerSignal.StreamPaused(publisher, track.sid(), paused));
    }

    @Override
    public boolean insistsOn(PublishedTrack track) {
        return !isPerson() || subscribing.insistsOn(track.sid());
    }

    @Override
    public void trackRefused(PublishedTrack track) {
        subscribing.refused(track.sid());
        shared.context().events().subscriptionFailed(SubscriptionError.CODEC_UNSUPPORTED);
        send(new ServerSignal.SubscriptionFailed(track.sid(), SubscriptionError.CODEC_UNSUPPORTED));
    }

    @Override
    public void dataReceived(long now, DataKind kind, byte[] buf, int from, int size) {
        host.dataReceived(now, this, kind, buf, from, size);
    }

    @Override
    public void rawDataReceived(long now, DataKind kind, byte[] buf, int from, int size) {
        host.rawDataReceived(now, this, kind, buf, from, size);
    }

    @Override
    public void negotiationTimedOut(long now) {
        host.end(now, this, DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT);
    }

    @Override
    public void descriptionRefused(String why) {
        host.refused(this);
        send(new ServerSignal.RequestAnswered(0, RequestReason.UNCLASSIFIED_ERROR, why, ""));
    }

    /** Tracks of it that others know of. */
    List<PublishedTrack> published() {
        return receiving().published();
    }
}
