package org.auralink.media.room;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSource;
import org.jspecify.annotations.Nullable;

/**
 * Whose sound goes to everybody where many send some: the loudest, by {@link AudioRule}. Who becomes loud is heard with the next
 * packet, in the place of who is the quietest then; that one is heard for a while yet, so that no word is cut. Not measured
 * against others is who says nothing of how loud it is, what belongs to a screen, and who is no person at a microphone, as agents
 * and telephones: they are heard always. So is everybody by a receiver that insists ({@link Subscribing#insistsOn}).
 */
final class AudioSelection {
    /** By how many dB somebody has to be louder than another whose place it takes, so that two do not take turns. */
    private static final double MARGIN = 3;

    /** For which one is heard that was louder before: the rest of a word, and its echo. */
    private static final long HELD = 1_500_000_000L;

    private final AudioRule rule;
    private final List<PublishedTrack> loudest = new ArrayList<>();
    /** Until when others are heard yet. The first has waited the longest. */
    private final Map<PublishedTrack, Long> held = new LinkedHashMap<>();

    /** Those who are measured against each other; kept, as it is made anew 50 times a second. */
    private final List<PublishedTrack> rivals = new ArrayList<>();

    AudioSelection(AudioRule rule) {
        this.rule = rule;
    }

    /** Decides anew. */
    void tick(long now, List<Member> members) {
        boolean applies = rule.applies(count(members));
        rivals.clear();
        for (int i = 0; i < members.size(); i++) {
            sort(now, members.get(i), applies);
        }
        select(now);
        for (int i = 0; i < rivals.size(); i++) {
            PublishedTrack rival = rivals.get(i);
            rival.setHeard(now, loudest.contains(rival) || held.containsKey(rival), rule.lateNanos());
        }
    }

    private static int count(List<Member> members) {
        int sending = 0;
        for (int i = 0; i < members.size(); i++) {
            List<PublishedTrack> tracks = members.get(i).published();
            for (int j = 0; j < tracks.size(); j++) {
                sending += sends(tracks.get(j)) ? 1 : 0;
            }
        }
        return sending;
    }

    private static boolean sends(PublishedTrack track) {
        return track.kind() == TrackKind.AUDIO && track.hasMedia() && !track.isMuted();
    }

    private void sort(long now, Member member, boolean applies) {
        List<PublishedTrack> tracks = member.published();
        for (int i = 0; i < tracks.size(); i++) {
            PublishedTrack track = tracks.get(i);
            if (applies && member.isPerson() && isCompared(track)) {
                rivals.add(track);
            } else if (track.kind() == TrackKind.AUDIO) {
                // Where nobody is left out, too: somebody may have come from a room in which it was.
                track.setHeard(now, true, 0);
            }
        }
    }

    /** What belongs to a screen that is shown is meant to be heard, beside who speaks. */
    private static boolean isCompared(PublishedTrack track) {
        return sends(track) && track.loudness().isKnown() && track.source() != TrackSource.SCREEN_SHARE_AUDIO;
    }

    private void select(long now) {
        loudest.removeIf(track -> !rivals.contains(track) || track.loudness().isSilent());
        if (!held.isEmpty()) {
            held.entrySet().removeIf(each -> now >= each.getValue() || !rivals.contains(each.getKey()));
        }
        for (int i = 0; i < rivals.size(); i++) {
            PublishedTrack rival = rivals.get(i);
            if (rival.loudness().at(now) > 0 && !rival.loudness().isSilent() && !loudest.contains(rival)) {
                enter(now, rival);
            }
        }
        leaveQuiet(now);
    }

    /** Of those who are not as loud as speech fewer are heard, where the rule says so. */
    private void leaveQuiet(long now) {
        while (loudest.size() > rule.quiet()) {
            PublishedTrack quietest = quietest(now);
            if (quietest == null || now - quietest.loudness().lastLoud() < HELD) {
                return;
            }
            loudest.remove(quietest);
        }
    }

    private void enter(long now, PublishedTrack rival) {
        int places = rival.loudness().loudFor(now) > 0 ? rule.loudest() : rule.quiet();
        if (loudest.size() >= places) {
            PublishedTrack quietest = quietest(now);
            if (quietest == null
                    || rival.loudness().at(now) <= quietest.loudness().at(now) + MARGIN) {
                return;
            }
            loudest.remove(quietest);
            hold(now, quietest);
        }
        loudest.add(rival);
        held.remove(rival);
    }

    private @Nullable PublishedTrack quietest(long now) {
        PublishedTrack found = null;
        for (PublishedTrack track : loudest) {
            if (found == null || track.loudness().at(now) < found.loudness().at(now)) {
                found = track;
            }
        }
        return found;
    }

    /** As many as there are places: however fast people take turns, no more is sent than twice what the rule says. */
    private void hold(long now, PublishedTrack track) {
        held.put(track, now + HELD);
        if (held.size() > rule.loudest()) {
            Iterator<PublishedTrack> eldest = held.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }
}
