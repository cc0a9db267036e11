package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.signal.ServerSignal;

/** How well everybody is connected, and who is told: those who receive somebody, and that somebody. */
final class Qualities {
    private Qualities() {}

    /** Measures everybody and tells what is different. */
    static void tick(Members members) {
        List<Member> different = new ArrayList<>();
        for (Member member : members.all()) {
            if (member.measuring().measure(member)) {
                different.add(member);
            }
        }
        if (different.isEmpty()) {
            return;
        }
        for (Member receiver : members.all()) {
            List<ServerSignal.ParticipantQuality> concerning = new ArrayList<>();
            for (Member member : different) {
                if (SubscriptionRules.concerns(receiver, member)) {
                    member.measuring().quality(member).ifPresent(concerning::add);
                }
            }
            if (!concerning.isEmpty()) {
                receiver.send(new ServerSignal.QualityChanged(concerning));
            }
        }
    }

    /** Somebody begins to receive something of somebody else, whose quality may not change for long. */
    static void tellPresent(Member receiver, Member publisher) {
        publisher
                .measuring()
                .quality(publisher)
                .ifPresent(quality -> receiver.send(new ServerSignal.QualityChanged(List.of(quality))));
    }
}
