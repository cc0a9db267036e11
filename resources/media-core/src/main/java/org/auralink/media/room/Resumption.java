package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SignalSink;

/** Lets sessions go on without signalling, and over another signalling connection when one comes. */
final class Resumption {
    private final Members members;
    private final DataTracks dataTracks;
    private final Supplier<RoomInfo> info;
    private final MemberHost host;

    /** @param info of the room, at any time */
    Resumption(Members members, DataTracks dataTracks, Supplier<RoomInfo> info, MemberHost host) {
        this.members = members;
        this.dataTracks = dataTracks;
        this.info = info;
        this.host = host;
    }

    /** {@link Room#resume}. */
    Optional<Participant> resume(long now, ParticipantSid session, SignalSink sink, boolean mediaFailed) {
        Member member = members.with(session);
        if (member == null) {
            sink.send(new ServerSignal.Leave(DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT));
            return Optional.empty();
        }
        Reachability reachability = member.reachability();
        if (reachability.losesWithResume(now, true)) {
            reachability.signalLost();
            sink.hangUp();
            return Optional.of(member);
        }
        if (mediaFailed) {
            member.ways().failed(now);
        }
        List<ParticipantInfo> update = new ArrayList<>(reachability.signalBack(sink));
        member.send(new ServerSignal.Resumed(
                session, member.data().last(), member.ways().reach()));
        update.add(member.info());
        update.addAll(members.visibleTo(member));
        member.send(new ServerSignal.ParticipantsUpdated(update));
        member.send(new ServerSignal.RoomUpdated(info.get()));
        member.published().forEach(PublishedTrack::askAgain);
        member.measuring().resumed(now);
        member.connections().resumed(now);
        dataTracks.resumed(member);
        if (reachability.losesWithResume(now, false)) {
            reachability.hangUp();
        }
        return Optional.of(member);
    }

    /** {@link Room#signalLost}. */
    void signalLost(long now, Participant participant, SignalSink sink) {
        Member member = members.with(participant.sid());
        if (member == null || !member.reachability().isReachedBy(sink)) {
            return;
        }
        member.reachability().signalLost();
        if (!member.wasActive()) {
            host.end(now, member, DisconnectReason.SIGNAL_CLOSE, LeaveAction.DISCONNECT);
        }
    }
}
