package org.auralink.media.room;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ServerSignal;
import org.jspecify.annotations.Nullable;

/** What the application does to those who are in a room ({@link Room} says what each means). */
final class Administration {
    private final Members members;
    private final SubscriptionRules rules;
    private final DataTracks dataTracks;
    private final Rounds rounds;
    private final DataRouter data;
    private final MemberHost host;

    Administration(
            Members members,
            SubscriptionRules rules,
            DataTracks dataTracks,
            Rounds rounds,
            DataRouter data,
            MemberHost host) {
        this.data = data;
        this.members = members;
        this.rules = rules;
        this.dataTracks = dataTracks;
        this.rounds = rounds;
        this.host = host;
    }

    /** Calls a method of somebody's client; false when there is nobody of this identity. */
    boolean call(long now, ParticipantIdentity identity, RpcCall call, RpcResult result) {
        Member callee = members.with(identity);
        if (callee != null) {
            data.call(now, callee, call, result);
        }
        return callee != null;
    }

    /** Ends somebody's session for good; false when there is none. */
    boolean remove(long now, ParticipantIdentity identity, DisconnectReason reason) {
        Member member = members.with(identity);
        if (member == null) {
            return false;
        }
        host.end(now, member, reason, LeaveAction.DISCONNECT);
        return true;
    }

    Optional<TrackInfo> muteTrack(long now, ParticipantIdentity identity, TrackSid track, boolean muted) {
        Member member = members.with(identity);
        PublishedTrack published = member == null ? null : member.receiving().track(track);
        if (member == null || published == null) {
            return Optional.empty();
        }
        if (published.isMuted() != muted) {
            published.setMuted(now, muted);
            member.send(new ServerSignal.MuteRequested(track, muted));
            member.receiving().muted(now);
            host.changed(now, member);
        }
        return Optional.of(published.info());
    }

    Optional<ParticipantInfo> update(
            long now,
            ParticipantIdentity identity,
            @Nullable String name,
            @Nullable String metadata,
            Map<String, String> attributes,
            @Nullable Permission permission) {
        Member member = members.with(identity);
        if (member == null) {
            return Optional.empty();
        }
        member.description().change(name, metadata, attributes);
        if (permission != null) {
            permit(now, member, permission);
        }
        host.changed(now, member);
        return Optional.of(member.info());
    }

    private void permit(long now, Member member, Permission permission) {
        boolean wasSeen = !member.permission().hidden();
        member.setPermission(now, permission);
        if (wasSeen && permission.hidden()) {
            members.tellHidden(member);
        }
        rules.reconsider(member);
        dataTracks.reconsider(member);
        rounds.countsChanged();
    }

    boolean updateSubscriptions(ParticipantIdentity identity, List<TrackSid> tracks, boolean subscribe) {
        Member member = members.with(identity);
        if (member == null) {
            return false;
        }
        tracks.forEach(track -> rules.ask(member, track, subscribe));
        return true;
    }
}
