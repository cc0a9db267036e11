package org.auralink.media.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.SpeakerInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.signal.ServerSignal;

/** Who speaks, and who is told. */
final class Speakers {
    /** Of somebody who pretends to speak; LiveKit's. */
    private static final float PRETENDED = 0.9f;

    private final Map<ParticipantSid, SpeakerInfo> speaking = new HashMap<>();
    private final Map<ParticipantSid, Long> pretending = new HashMap<>();

    /** Ends an interval: tells what changed to the speaker and to those who receive it. */
    void tick(long now, Members members) {
        pretending.values().removeIf(until -> now >= until);
        Map<Member, SpeakerInfo> changed = new HashMap<>();
        for (Member member : members.all()) {
            SpeakerInfo info = measure(member);
            member.relays().speaks(info);
            SpeakerInfo before = speaking.get(member.sid());
            if (info.active() ? !info.equals(before) : before != null) {
                changed.put(member, info);
            }
            if (info.active()) {
                speaking.put(member.sid(), info);
            } else {
                speaking.remove(member.sid());
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        for (Member receiver : members.all()) {
            List<SpeakerInfo> concerning = new ArrayList<>();
            changed.forEach((speaker, info) -> {
                if (SubscriptionRules.concerns(receiver, speaker)) {
                    concerning.add(info);
                }
            });
            if (!concerning.isEmpty()) {
                receiver.send(new ServerSignal.SpeakersChanged(concerning));
            }
        }
    }

    private SpeakerInfo measure(Member member) {
        SpeakerInfo elsewhere = member.relays().speaksElsewhere(member.sid());
        if (elsewhere != null) {
            return elsewhere;
        }
        float level = 0;
        boolean active = false;
        for (PublishedTrack track : member.published()) {
            if (track.kind() == TrackKind.AUDIO) {
                track.level().next();
                active |= track.level().isActive();
                level = Math.max(level, track.level().level());
            }
        }
        return pretending.containsKey(member.sid())
                ? new SpeakerInfo(member.sid(), PRETENDED, true)
                : new SpeakerInfo(member.sid(), level, active);
    }

    /** Somebody has left; clients know that it does not speak any more. */
    void forget(Member gone) {
        speaking.remove(gone.sid());
        pretending.remove(gone.sid());
    }

    /** Somebody passes for a speaker until then, whatever it sends. */
    void pretend(Member member, long until) {
        pretending.put(member.sid(), until);
    }
}
