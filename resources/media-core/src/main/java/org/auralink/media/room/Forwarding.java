package org.auralink.media.room;

import java.util.Optional;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SignalSink;

/**
 * People who are in two rooms at once (LiveKit's ForwardParticipant): in one by themselves, in the other as a {@link
 * Guest}. Each room knows its own side only.
 */
public final class Forwarding {
    private static final SignalSink NOBODY = new SignalSink() {
        @Override
        public void send(ServerSignal signal) {
            // A guest has its client elsewhere.
        }

        @Override
        public void hangUp() {
            // There is no connection.
        }
    };

    private final Room room;
    private final Members members;
    private final RoomShared shared;
    private final MemberHost host;

    Forwarding(Room room, Members members, RoomShared shared, MemberHost host) {
        this.room = room;
        this.members = members;
        this.shared = shared;
        this.host = host;
    }

    /** Lets another room have what somebody here publishes; false when nobody who is here by itself has this identity. */
    public boolean relay(ParticipantIdentity identity, ParticipantRelay relay) {
        Member member = members.with(identity);
        boolean here = member != null && !member.isGuest();
        if (member != null && here) {
            member.relays().add(member, relay);
        }
        return here;
    }

    /** The end of {@link #relay}, which the relay is not told. */
    public void endRelay(ParticipantIdentity identity, ParticipantRelay relay) {
        Member member = members.with(identity);
        if (member != null) {
            member.relays().remove(member, relay);
        }
    }

    /** Another room needs a key frame of a layer. */
    public void wantKeyFrame(TrackSid track, int layer) {
        Members.Published published = members.published(track);
        if (published != null) {
            published.track().forwarded().wantKeyFrame(layer);
        }
    }

    /**
     * Lets somebody of another room be a guest here.
     *
     * @param info what others there are told about it
     */
    public GuestOutcome host(long now, ParticipantInfo info, Guest.Origin origin) {
        Member present = members.with(info.identity());
        if (present != null) {
            return present.isGuest()
                    ? new GuestOutcome.Present()
                    : new GuestOutcome.Refused(GuestOutcome.Reason.IDENTITY_TAKEN);
        }
        Optional<JoinOutcome.Reason> refusal = room.refusal(info.identity(), info.isDependent());
        if (refusal.isPresent()) {
            return new GuestOutcome.Refused(
                    refusal.get() == JoinOutcome.Reason.ROOM_FULL
                            ? GuestOutcome.Reason.ROOM_FULL
                            : GuestOutcome.Reason.ROOM_CLOSED);
        }
        ParticipantSid sid = shared.sids().participant();
        var member = new Member(now, sid, request(info), NOBODY, shared, host);
        var guest = new Guest(member, host, shared, origin);
        members.add(member);
        shared.context().events().participantAdmitted(room.info(), member.info());
        member.appear(now, guest);
        return new GuestOutcome.Hosted(guest);
    }

    /** It publishes; what it may do besides, it does where it is. */
    private static JoinRequest request(ParticipantInfo info) {
        Permission there = info.permission();
        var permission = new Permission(
                false,
                true,
                false,
                there.canPublishSources(),
                there.hidden(),
                there.recorder(),
                false,
                there.agent(),
                false);
        return new JoinRequest(
                info.identity(),
                info.name(),
                info.metadata(),
                info.attributes(),
                permission,
                info.kind(),
                false,
                false,
                0,
                info.clientProtocol(),
                info.capabilities(),
                false);
    }
}
