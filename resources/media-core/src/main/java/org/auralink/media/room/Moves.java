package org.auralink.media.room;

import java.util.List;
import java.util.Optional;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.signal.ServerSignal;
import org.jspecify.annotations.Nullable;

/** Takes somebody from one room to another. What could refuse it is asked before anything is done. */
final class Moves {
    private Moves() {}

    /** To a room on the same thread: signalling and connections stay as they are. */
    static MoveOutcome move(long now, @Nullable Member member, LiveRoom from, LiveRoom to) {
        if (member == null) {
            return new MoveOutcome.Refused(MoveOutcome.Reason.NO_PARTICIPANT);
        }
        Optional<JoinOutcome.Reason> refusal = to.refusal(member.identity(), member.isDependent());
        if (refusal.isPresent()) {
            return new MoveOutcome.Refused(
                    refusal.get() == JoinOutcome.Reason.ROOM_FULL
                            ? MoveOutcome.Reason.ROOM_FULL
                            : MoveOutcome.Reason.ROOM_CLOSED);
        }
        if (!member.reachability().isReachable() || member.isGuest()) {
            return new MoveOutcome.Refused(MoveOutcome.Reason.UNREACHABLE);
        }
        from.letGo(now, member);
        to.takeIn(now, member);
        return new MoveOutcome.Moved(member);
    }

    /** To a room on another thread: the client is told where it belongs, and connects anew. */
    static MoveOutcome send(long now, @Nullable Member member, MemberHost from, RoomInfo destination) {
        if (member == null) {
            return new MoveOutcome.Refused(MoveOutcome.Reason.NO_PARTICIPANT);
        }
        if (!member.reachability().isReachable() || member.isGuest()) {
            return new MoveOutcome.Refused(MoveOutcome.Reason.UNREACHABLE);
        }
        member.send(new ServerSignal.RoomMoved(destination, member.info(), List.of()));
        from.end(now, member, DisconnectReason.MIGRATION, LeaveAction.RECONNECT);
        return new MoveOutcome.Moved(member);
    }
}
