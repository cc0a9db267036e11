package org.auralink.media.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.auralink.media.room.data.DataKind;
import org.auralink.media.room.data.DataPacket;
import org.auralink.media.room.data.DataRefusal;
import org.auralink.media.room.data.RpcAnswer;
import org.auralink.media.room.data.StreamHeader;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.ParticipantState;
import org.jspecify.annotations.Nullable;

/** Passes on what participants send each other over data channels, and what the application sends them. */
final class DataRouter {
    /**
     * How long, and how much of it, reliable packets are kept for those whose connection is interrupted: they ask for what
     * they missed when they are back. LiveKit's numbers.
     */
    private static final long KEPT_NANOS = 2_000_000_000L;

    private static final int KEPT_BYTES = 100_000;

    private final Members members;
    private final DataTracks tracks;
    private final RoomEvents events;
    private final RpcCalls calls = new RpcCalls();
    /** Apart, so that no participant makes the room forget what the application sent. */
    private final RecentNonces ofParticipants = new RecentNonces();

    private final RecentNonces ofTheApplication = new RecentNonces();
    private final Deque<Kept> kept = new ArrayDeque<>();
    private int keptBytes;

    /** A reliable packet, and to whom it went. */
    private record Kept(long at, ParticipantSid sender, DataPacket packet, byte[] bytes) {}

    DataRouter(Members members, DataTracks tracks, RoomEvents events) {
        this.members = members;
        this.tracks = tracks;
        this.events = events;
    }

    /** A packet of a participant. */
    void received(long now, Member sender, DataKind kind, byte[] buf, int from, int size) {
        if (kind == DataKind.TRACK) {
            DataRefusal refused = tracks.received(now, sender, buf, from, size);
            if (refused != null) {
                events.dataRefused(refused);
            }
            return;
        }
        if (!sender.permission().canPublishData()) {
            events.dataRefused(DataRefusal.NOT_ALLOWED);
            return;
        }
        DataPacket packet = DataPacket.read(buf, from, size);
        if (packet == null || packet.isTranscription() && !sender.permission().agent()) {
            events.dataRefused(packet == null ? DataRefusal.MALFORMED : DataRefusal.NOT_ALLOWED);
            return;
        }
        boolean isNew = kind != DataKind.RELIABLE || sender.data().isNew(packet.sequence());
        if (!isNew || !ofParticipants.isNew(packet.nonce())) {
            events.dataRefused(DataRefusal.REPEATED);
            return;
        }
        if (packet.isMetrics()) {
            // They are for the server, which does not measure by them.
            return;
        }
        RpcAnswer answer = packet.rpcAnswer();
        if (answer != null && calls.takes(sender, answer)) {
            return;
        }
        StreamHeader stream = packet.streamHeader();
        if (stream != null) {
            events.streamBegun(stream, packet.receivers());
        }
        byte[] bytes = packet.sentBy(
                sender.sid(), sender.identity(), sender.permission().agent());
        if (kind == DataKind.RELIABLE && packet.sequence() > 0) {
            keep(now, sender.sid(), bytes);
        }
        send(now, kind, bytes, sender, member -> packet.isFor(member.identity(), member.sid()));
    }

    /** Bytes that came on a channel of the application's own: everybody gets them as user data. */
    void receivedRaw(long now, Member sender, DataKind kind, byte[] buf, int from, int size) {
        if (!sender.permission().canPublishData()) {
            events.dataRefused(DataRefusal.NOT_ALLOWED);
            return;
        }
        byte[] bytes = DataPacket.raw(buf, from, size, sender.sid(), sender.identity());
        send(now, kind, bytes, sender, member -> true);
    }

    /**
     * Sends a packet that comes from nobody in the room, unless it was sent before, as its nonce says.
     *
     * @param identities receivers; everybody when there are neither these nor {@code sids}
     */
    void send(long now, DataKind kind, byte[] bytes, List<String> identities, List<String> sids) {
        DataPacket packet = DataPacket.read(bytes, 0, bytes.length);
        if (packet != null && !ofTheApplication.isNew(packet.nonce())) {
            events.dataRefused(DataRefusal.REPEATED);
            return;
        }
        boolean all = identities.isEmpty() && sids.isEmpty();
        send(
                now,
                kind,
                bytes,
                null,
                member -> all
                        || identities.contains(member.identity().value())
                        || sids.contains(member.sid().value()));
    }

    private void send(long now, DataKind kind, byte[] bytes, @Nullable Member sender, Predicate<Member> meant) {
        for (Member member : members.all()) {
            boolean ready = kind == DataKind.RELIABLE || member.state() == ParticipantState.ACTIVE;
            if (member == sender || !ready || !meant.test(member)) {
                continue;
            }
            if (sender != null && !sender.data().maySend(now, bytes.length, kind == DataKind.RELIABLE)) {
                events.dataRefused(DataRefusal.TOO_MUCH);
                return;
            }
            if (!member.connections().sendData(now, kind, bytes)) {
                events.dataRefused(DataRefusal.SLOW_RECEIVER);
            }
            if (sender != null && kind == DataKind.RELIABLE) {
                sender.data().reached(now, member);
            }
        }
        if (sender != null && sender.data().isWaiting()) {
            sender.connections().unreadData(now, sender.data().unread(now));
        }
    }

    /** Somebody is new here, perhaps with data tracks that it publishes already. */
    void joined(Member member) {
        tracks.joined(member);
    }

    /** Calls a participant on behalf of the application. */
    void call(long now, Member callee, RpcCall call, RpcResult result) {
        calls.call(now, callee, call, result);
    }

    /** Somebody is gone: answers nothing any more, and neither publishes data tracks nor receives them here. */
    void forget(Member gone) {
        calls.forget(gone);
        tracks.left(gone);
    }

    /** Lets those send more who waited for somebody that has taken some of it, and ends calls that take too long. */
    void tick(long now) {
        tracks.tick();
        calls.tick(now);
        List<Member> present = members.all();
        for (int i = 0; i < present.size(); i++) {
            Member member = present.get(i);
            if (member.data().isWaiting()) {
                member.connections().unreadData(now, member.data().unread(now));
            }
        }
    }

    private void keep(long now, ParticipantSid sender, byte[] bytes) {
        DataPacket packet = DataPacket.read(bytes, 0, bytes.length);
        if (packet == null) {
            return;
        }
        kept.add(new Kept(now, sender, packet, bytes));
        keptBytes += bytes.length;
        while (keptBytes > KEPT_BYTES || !kept.isEmpty() && now - kept.element().at > KEPT_NANOS) {
            keptBytes -= kept.remove().bytes.length;
        }
    }

    /**
     * Repeats what somebody missed while its connection was interrupted.
     *
     * @param last number of the last packet it got of each sender
     */
    void replay(long now, Member receiver, Map<ParticipantSid, Long> last) {
        for (Kept each : kept) {
            Long had = last.get(each.sender);
            boolean missed = had != null && each.packet.sequence() > had && now - each.at <= KEPT_NANOS;
            if (missed && each.packet.isFor(receiver.identity(), receiver.sid())) {
                receiver.connections().sendData(now, DataKind.RELIABLE, each.bytes);
            }
        }
    }
}
