package org.auralink.media.room;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ServerSignal;
import org.jspecify.annotations.Nullable;

/** Who is in a room, and how all of them are told something. */
final class Members {
    private final Map<ParticipantSid, Member> bySid = new LinkedHashMap<>();
    private final Map<ParticipantIdentity, Member> byIdentity = new LinkedHashMap<>();
    private final Map<TrackSid, Published> tracks = new HashMap<>();
    private @Nullable List<Member> all;

    /** A published track and whose it is. */
    record Published(Member publisher, PublishedTrack track) {}

    void add(Member member) {
        bySid.put(member.sid(), member);
        byIdentity.put(member.identity(), member);
        all = null;
    }

    void remove(Member member) {
        bySid.remove(member.sid());
        byIdentity.remove(member.identity(), member);
        member.published().forEach(this::unpublished);
        member.relays().end(member);
        all = null;
    }

    boolean isEmpty() {
        return bySid.isEmpty();
    }

    /** Whether there is nobody for whose sake the room is there, be it that agents and recorders are. */
    boolean isDeserted() {
        for (Member member : bySid.values()) {
            if (!member.isDependent()) {
                return false;
            }
        }
        return true;
    }

    /** How many there are besides {@code except} who are there for their own sake. */
    int independent(@Nullable Member except) {
        return (int) bySid.values().stream()
                .filter(member -> member != except && !member.isDependent())
                .count();
    }

    /** In the order of joining; a copy, because what is done with them may end them, and the same until it does. */
    List<Member> all() {
        List<Member> present = all;
        if (present == null) {
            present = List.copyOf(bySid.values());
            all = present;
        }
        return present;
    }

    @Nullable
    Member with(ParticipantSid sid) {
        return bySid.get(sid);
    }

    @Nullable
    Member with(ParticipantIdentity identity) {
        return byIdentity.get(identity);
    }

    /** Others can receive a track. */
    void published(Member publisher, PublishedTrack track) {
        tracks.put(track.sid(), new Published(publisher, track));
        publisher.relays().published(track);
    }

    /** They cannot any more; the tracks of somebody who is removed need not be named. */
    void unpublished(PublishedTrack track) {
        Published gone = tracks.remove(track.sid());
        if (gone != null) {
            gone.publisher.relays().unpublished(track);
        }
    }

    /** The published track with this id, or null. */
    @Nullable
    Published published(TrackSid sid) {
        return tracks.get(sid);
    }

    /** Whether there is no place for somebody who may have an older session here; {@code most} is 0 for no limit. */
    Optional<JoinOutcome.Reason> refusal(ParticipantIdentity identity, boolean dependent, int most) {
        boolean full = most > 0 && !dependent && independent(with(identity)) >= most;
        return full ? Optional.of(JoinOutcome.Reason.ROOM_FULL) : Optional.empty();
    }

    /** How many others can see, agents and recorders aside. */
    int visible() {
        return (int) bySid.values().stream()
                .filter(member -> !member.permission().hidden() && !member.isDependent())
                .count();
    }

    /** How many of them publish. */
    int publishing() {
        return (int) bySid.values().stream()
                .filter(member -> !member.permission().hidden() && member.isPublishing())
                .count();
    }

    boolean anyRecorder() {
        return bySid.values().stream().anyMatch(member -> member.permission().recorder());
    }

    /** What {@code member} may see of the others. */
    List<ParticipantInfo> visibleTo(Member member) {
        return bySid.values().stream()
                .filter(other -> other != member && !other.permission().hidden())
                .map(Member::info)
                .toList();
    }

    void tellAll(ServerSignal signal) {
        bySid.values().forEach(member -> member.send(signal));
    }

    /** Tells everybody about a participant that is different now; only itself when it is hidden. */
    void tellAbout(Member changed) {
        changed.relays().changed(changed);
        var signal = new ServerSignal.ParticipantsUpdated(List.of(changed.info()));
        if (changed.permission().hidden()) {
            changed.send(signal);
        } else {
            tellAll(signal);
        }
    }

    /** Tells the others that somebody whom they saw is gone, as far as they are concerned. */
    void tellHidden(Member hidden) {
        hidden.nextVersion();
        ParticipantInfo info = hidden.info().in(ParticipantState.DISCONNECTED);
        var signal = new ServerSignal.ParticipantsUpdated(List.of(info));
        for (Member member : bySid.values()) {
            if (member != hidden) {
                member.send(signal);
                member.reachability().departed(info);
            }
        }
    }

    /** Tells the others about somebody who is new among them. */
    void tellOthersAbout(Member arrived) {
        if (arrived.permission().hidden()) {
            return;
        }
        var signal = new ServerSignal.ParticipantsUpdated(List.of(arrived.info()));
        for (Member member : all()) {
            if (member != arrived) {
                member.send(signal);
            }
        }
    }

    /** Tells those who stay that somebody has left. */
    void tellDeparture(Member gone) {
        if (gone.permission().hidden()) {
            return;
        }
        ParticipantInfo info = gone.info();
        tellAll(new ServerSignal.ParticipantsUpdated(List.of(info)));
        bySid.values().forEach(member -> member.reachability().departed(info));
    }
}
