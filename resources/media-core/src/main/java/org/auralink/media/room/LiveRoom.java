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
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SignalSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room. Keeps who is here and the times; what its parts decide is theirs. */
final class LiveRoom implements Room, MemberHost {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRoom.class);
    private static final long SECOND = 1_000_000_000L;
    private final RoomSid sid;
    private final String name;
    private final RoomOptions options;
    private final RoomContext context;
    private final RoomShared shared;
    private final long createdAtMs;
    private final Members members = new Members();
    private final SubscriptionRules rules = new SubscriptionRules(members);
    private final Rounds rounds;
    private final ClientRequests requests;
    private final Administration administration;
    private final Resumption resumption;
    private final Forwarding forwarding;
    private final DataRouter data;
    private String metadata;
    private boolean closed;
    private long emptyUntil;
    private long tickAt;

    LiveRoom(long now, String name, RoomOptions options, RoomContext context) {
        this.name = name;
        this.options = options;
        this.context = context;
        sid = context.sids().room();
        metadata = options.metadata();
        createdAtMs = context.clock().unixMs(now);
        shared = RoomShared.of(context, options);
        var dataTracks = new DataTracks(members, shared, this);
        data = new DataRouter(members, dataTracks, context.events());
        rounds = new Rounds(members, shared.tuning(), data, this::info, context.events());
        requests = new ClientRequests(
                members, rules, data, dataTracks, context.limits(), new Scenarios(rounds, this), this);
        administration = new Administration(members, rules, dataTracks, rounds, data, this);
        forwarding = new Forwarding(this, members, shared, this);
        resumption = new Resumption(members, dataTracks, this::info, this);
        emptyUntil = now + options.emptyTimeoutSeconds() * SECOND;
        context.events().roomStarted(info());
    }

    @Override
    public RoomSid sid() {
        return sid;
    }

    @Override
    public RoomInfo info() {
        return new RoomInfo(
                sid,
                name,
                options,
                createdAtMs,
                metadata,
                members.visible(),
                members.publishing(),
                members.anyRecorder());
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public Forwarding forwarding() {
        return forwarding;
    }

    @Override
    public List<ParticipantInfo> participants() {
        return members.all().stream().map(Member::info).toList();
    }

    @Override
    public Optional<ParticipantInfo> participant(ParticipantIdentity identity) {
        return Optional.ofNullable(members.with(identity)).map(Member::info);
    }

    @Override
    public JoinOutcome join(long now, JoinRequest request, SignalSink sink) {
        Optional<JoinOutcome.Reason> refusal = refusal(request.identity(), request.isDependent());
        if (refusal.isPresent()) {
            return new JoinOutcome.Refused(refusal.get());
        }
        endOlder(now, request.identity());
        var member = new Member(now, context.sids().participant(), request, sink, shared, this);
        members.add(member);
        rounds.countsChanged();
        member.send(member.welcome(info(), members.visibleTo(member), options.videoFirst()));
        context.events().participantAdmitted(info(), member.info());
        member.joined(now);
        // Long before its data can arrive: signals and data travel on different ways, and who sends must be known by
        // then.
        members.tellOthersAbout(member);
        rules.considerAllFor(member);
        data.joined(member);
        member.tick(now);
        return new JoinOutcome.Admitted(member);
    }

    @Override
    public Optional<JoinOutcome.Reason> refusal(ParticipantIdentity identity, boolean dependent) {
        return closed
                ? Optional.of(JoinOutcome.Reason.ROOM_CLOSED)
                : members.refusal(identity, dependent, options.maxParticipants());
    }

    private void endOlder(long now, ParticipantIdentity identity) {
        Member older = members.with(identity);
        if (older != null) {
            end(now, older, DisconnectReason.DUPLICATE_IDENTITY, LeaveAction.DISCONNECT);
        }
    }

    @Override
    public Optional<Participant> resume(long now, ParticipantSid session, SignalSink sink, boolean mediaFailed) {
        return resumption.resume(now, session, sink, mediaFailed);
    }

    @Override
    public void signal(long now, Participant participant, ClientSignal signal) {
        Member member = members.with(participant.sid());
        if (member != null) {
            requests.handle(now, member, signal);
        }
    }

    @Override
    public void signalLost(long now, Participant participant, SignalSink sink) {
        resumption.signalLost(now, participant, sink);
    }

    @Override
    public boolean removeParticipant(long now, ParticipantIdentity identity) {
        return administration.remove(now, identity, DisconnectReason.PARTICIPANT_REMOVED);
    }

    @Override
    public void endSession(long now, ParticipantIdentity identity) {
        administration.remove(now, identity, DisconnectReason.STATE_MISMATCH);
    }

    @Override
    public Optional<TrackInfo> muteTrack(long now, ParticipantIdentity identity, TrackSid track, boolean muted) {
        return administration.muteTrack(now, identity, track, muted);
    }

    @Override
    public Optional<ParticipantInfo> updateParticipant(
            long now,
            ParticipantIdentity identity,
            @Nullable String shown,
            @Nullable String text,
            Map<String, String> attributes,
            @Nullable Permission permission) {
        return administration.update(now, identity, shown, text, attributes, permission);
    }

    @Override
    public boolean updateSubscriptions(
            long now, ParticipantIdentity identity, List<TrackSid> tracks, boolean subscribe) {
        return administration.updateSubscriptions(identity, tracks, subscribe);
    }

    @Override
    public RoomInfo updateMetadata(long now, String text) {
        metadata = text;
        members.tellAll(new ServerSignal.RoomUpdated(info()));
        return info();
    }

    @Override
    public void close(long now, DisconnectReason reason, LeaveAction action) {
        if (closed) {
            return;
        }
        closed = true;
        // Nobody stays who would have to be told of departures or relieved of tracks.
        for (Member member : members.all()) {
            guarded(() -> member.published().forEach(track -> tellUnpublished(member, track)));
            guarded(() -> depart(now, member, reason, action));
            members.remove(member);
        }
        context.events().roomFinished(info());
    }

    /** In a room that is closed because it is broken, what fails for one must not keep the others waiting for a word. */
    private void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            LOG.error("Room {}: a part of its closing failed", sid, e);
        }
    }

    @Override
    public void handleTimeout(long now) {
        if (!closed && members.isDeserted() && now >= emptyUntil) {
            close(now, DisconnectReason.ROOM_CLOSED);
        } else if (!closed && !members.isEmpty() && now >= tickAt) {
            tickAt = now + RoomTimes.TICK;
            rounds.run(now);
        }
    }

    @Override
    public long nextTimeoutNanos() {
        if (closed) {
            return Long.MAX_VALUE;
        }
        long next = members.isEmpty() ? Long.MAX_VALUE : tickAt;
        return members.isDeserted() ? Math.min(next, emptyUntil) : next;
    }

    @Override
    public void becameActive(long now, Member member) {
        context.events().participantJoined(info(), member.info());
        changed(now, member);
    }

    @Override
    public void changed(long now, Member member) {
        member.nextVersion();
        member.measuring().soon(now);
        members.tellAbout(member);
    }

    @Override
    public void trackPublished(long now, Member publisher, PublishedTrack track) {
        members.published(publisher, track);
        rounds.countsChanged();
        changed(now, publisher);
        context.events().trackPublished(info(), publisher.info(), track.info());
        rules.considerForAll(publisher, track);
    }

    @Override
    public void mediaArrived(long now, Member publisher, PublishedTrack track) {
        changed(now, publisher);
        rules.considerForAll(publisher, track);
    }

    @Override
    public void trackUnpublished(long now, Member publisher, PublishedTrack track) {
        members.unpublished(track);
        rounds.countsChanged();
        rules.forget(track);
        context.events().trackUnpublished(info(), publisher.info(), track.info());
        changed(now, publisher);
    }

    @Override
    public void trackSubscribed(Member receiver, PublishedTrack track) {
        rules.subscribed(receiver, track);
    }

    @Override
    public void dataReceived(long now, Member sender, DataKind kind, byte[] buf, int from, int size) {
        data.received(now, sender, kind, buf, from, size);
    }

    @Override
    public void rawDataReceived(long now, Member sender, DataKind kind, byte[] buf, int from, int size) {
        data.receivedRaw(now, sender, kind, buf, from, size);
    }

    @Override
    public void sendData(long now, DataKind kind, byte[] packet, List<String> identities, List<String> sids) {
        data.send(now, kind, packet, identities, sids);
    }

    @Override
    public boolean performRpc(long now, ParticipantIdentity identity, RpcCall call, RpcResult result) {
        return administration.call(now, identity, call, result);
    }

    @Override
    public void end(long now, Member member, DisconnectReason reason, LeaveAction action) {
        if (member.isOver()) {
            return;
        }
        forgetTracks(member);
        depart(now, member, reason, action);
        gone(now, member);
    }

    private void gone(long now, Member member) {
        rounds.forget(member);
        rounds.countsChanged();
        if (!member.isDependent()) {
            emptyUntil = now + options.departureTimeoutSeconds() * SECOND;
        }
        members.tellDeparture(member);
    }

    @Override
    public MoveOutcome move(long now, ParticipantIdentity identity, Room destination) {
        return Moves.move(now, members.with(identity), this, (LiveRoom) destination);
    }

    @Override
    public MoveOutcome sendTo(long now, ParticipantIdentity identity, RoomInfo destination) {
        return Moves.send(now, members.with(identity), this, destination);
    }

    /** Somebody goes to another room, and is not in this one any more. */
    void letGo(long now, Member member) {
        forgetTracks(member);
        member.depart();
        forget(member);
        gone(now, member);
    }

    /** Somebody comes from another room, with its connections and what it publishes. */
    void takeIn(long now, Member member) {
        endOlder(now, member.identity());
        member.arrive(now, context.sids().participant(), shared, this);
        members.add(member);
        rounds.countsChanged();
        member.send(new ServerSignal.RoomMoved(info(), member.info(), members.visibleTo(member)));
        context.events().participantAdmitted(info(), member.info());
        if (member.wasActive()) {
            context.events().participantJoined(info(), member.info());
        }
        members.tellOthersAbout(member);
        for (PublishedTrack track : member.published()) {
            members.published(member, track);
            context.events().trackPublished(info(), member.info(), track.info());
            track.askAgain();
        }
        rules.reconsider(member);
        data.joined(member);
    }

    private void forgetTracks(Member member) {
        for (PublishedTrack track : member.published()) {
            rules.forget(track);
            tellUnpublished(member, track);
        }
    }

    private void tellUnpublished(Member member, PublishedTrack track) {
        context.events().trackUnpublished(info(), member.info(), track.info());
    }

    private void depart(long now, Member member, DisconnectReason reason, LeaveAction action) {
        member.end(now, reason, action);
        forget(member);
    }

    private void forget(Member member) {
        members.remove(member);
        data.forget(member);
        if (member.wasActive()) {
            context.events().participantLeft(info(), member.info());
        } else {
            context.events().participantConnectionAborted(info(), member.info());
        }
    }

    @Override
    public void refused(Member member) {
        context.events().descriptionRefused();
    }
}
