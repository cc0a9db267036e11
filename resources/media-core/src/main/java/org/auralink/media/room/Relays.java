package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.forward.KeyFrameSpacing;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.SpeakerInfo;
import org.jspecify.annotations.Nullable;

/** The other rooms that somebody is forwarded to; or that somebody is here from another, as a guest. */
final class Relays {
    private final List<ParticipantRelay> all = new ArrayList<>();
    private @Nullable Guest guest;
    private @Nullable SpeakerInfo told;
    private final KeyFrameSpacing spacing;

    Relays(KeyFrameSpacing spacing) {
        this.spacing = spacing;
    }

    /** It is here as a guest. */
    void become(Guest self) {
        guest = self;
    }

    boolean isGuest() {
        return guest != null;
    }

    /** Does what is due for a guest. */
    void tick(long now) {
        Guest self = guest;
        if (self != null) {
            self.tick(now);
        }
    }

    /** How a guest speaks, as is told where it is by itself; null for everybody else. */
    @Nullable
    SpeakerInfo speaksElsewhere(ParticipantSid sid) {
        Guest self = guest;
        return self == null ? null : new SpeakerInfo(sid, self.level(), self.isSpeaking());
    }

    /** How it speaks at the end of an interval; other rooms are told what changed. */
    void speaks(SpeakerInfo now) {
        if (!all.isEmpty() && !now.equals(told)) {
            told = now;
            all.forEach(relay -> relay.speaks(now.level(), now.active()));
        }
    }

    /** One more, which learns at once what is published. */
    void add(Member member, ParticipantRelay relay) {
        all.add(relay);
        told = null;
        member.published().forEach(track -> attach(track, relay));
    }

    /** One less, which is not told. */
    void remove(Member member, ParticipantRelay relay) {
        all.remove(relay);
        member.published().forEach(track -> track.detach(relay));
    }

    void published(PublishedTrack track) {
        all.forEach(relay -> attach(track, relay));
    }

    private void attach(PublishedTrack track, ParticipantRelay relay) {
        relay.published(track.sid(), track.announced(), track.isMuted());
        track.attach(relay, new TrackRelay(track.sid(), relay, spacing));
    }

    void unpublished(PublishedTrack track) {
        all.forEach(relay -> {
            track.detach(relay);
            relay.unpublished(track.sid());
        });
    }

    void changed(Member member) {
        all.forEach(relay -> relay.changed(member.info()));
    }

    /** The participant is not in the room any more. */
    void end(Member member) {
        List<ParticipantRelay> ended = List.copyOf(all);
        ended.forEach(relay -> remove(member, relay));
        ended.forEach(ParticipantRelay::ended);
        Guest self = guest;
        if (self != null) {
            self.over();
        }
    }
}
