package org.auralink.media.room;

import java.util.List;
import java.util.function.Supplier;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.signal.ServerSignal;

/** What a room does again and again while somebody is in it, each at its own interval ({@link RoomTimes}). */
final class Rounds {
    private final Members members;
    private final RoomTuning tuning;
    private final DataRouter data;
    private final Supplier<RoomInfo> info;
    private final RoomEvents events;
    private final Speakers speakers = new Speakers();
    private final AudioSelection audio;
    private final DominantSpeaker dominant = new DominantSpeaker();
    private long speakersAt;
    private long qualityAt;
    private long reconsiderAt;
    private long roomUpdateAt;
    private boolean countsChanged;

    /**
     * @param info of the room, at any time
     * @param events is told how participants' media is
     */
    Rounds(Members members, RoomTuning tuning, DataRouter data, Supplier<RoomInfo> info, RoomEvents events) {
        this.members = members;
        this.tuning = tuning;
        this.data = data;
        this.info = info;
        this.events = events;
        audio = new AudioSelection(tuning.audio());
    }

    /** Does what is due. Call it every {@link RoomTimes#TICK}. */
    void run(long now) {
        List<Member> present = members.all();
        if (now >= reconsiderAt) {
            reconsiderAt = now + RoomTimes.RECONSIDER;
            present.forEach(member -> member.published().forEach(track -> track.reconsider(now)));
        }
        present.forEach(member -> {
            if (!member.isOver()) {
                demand(now, member);
                member.tick(now);
                report(now, member);
            }
        });
        audio.tick(now, present);
        dominant.tick(now, present);
        if (tuning.saving().enabled()) {
            DominantSpeaker.tellCameras(present);
        }
        data.tick(now);
        if (now >= speakersAt) {
            speakersAt = now + tuning.speakers().intervalNanos();
            speakers.tick(now, members);
        }
        if (now >= qualityAt) {
            qualityAt = now + RoomTimes.QUALITY;
            Qualities.tick(members);
        }
        if (countsChanged && now >= roomUpdateAt) {
            roomUpdateAt = now + RoomTimes.ROOM_UPDATE;
            countsChanged = false;
            members.tellAll(new ServerSignal.RoomUpdated(info.get()));
        }
    }

    /** Each at a time of its own, so that a large room never makes its loop collect all reports at once. */
    private void report(long now, Member member) {
        ParticipantReport report = member.isOver() ? null : member.measuring().report(now, member);
        if (report != null) {
            events.reported(info.get(), report);
        }
    }

    /** Tells a publisher which layers are wanted now. What changes within one tick is told once. */
    private static void demand(long now, Member publisher) {
        List<PublishedTrack> tracks = publisher.published();
        for (int i = 0; i < tracks.size(); i++) {
            ServerSignal demanded = tracks.get(i).demanded(now);
            if (demanded != null) {
                publisher.send(demanded);
            }
        }
    }

    /** How many are here or publish is different now; everybody is told with the next round. */
    void countsChanged() {
        countsChanged = true;
    }

    /** Somebody passes for a speaker until then. */
    void pretendSpeaking(Member member, long until) {
        speakers.pretend(member, until);
    }

    /** Somebody is gone: speaks no more. */
    void forget(Member gone) {
        speakers.forget(gone);
    }
}
