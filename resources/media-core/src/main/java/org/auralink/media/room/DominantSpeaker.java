package org.auralink.media.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: of those who speak the one whose picture matters most to who cannot have all pictures as large as it wants
 * ({@link Allocation}). Slower than {@link AudioSelection}, as each change of layers costs a key frame: a cough is no turn, nor
 * is a word while somebody else speaks. What clients are told of speakers is apart from it ({@link Speakers}).
 */
final class DominantSpeaker {
    /** For how long somebody has to be loud, to take its turn; a breath or a knock is shorter. */
    private static final long LOUD_FOR = 100_000_000L;

    /** For how long who has its turn has to be silent, to lose it. */
    private static final long SILENT_FOR = 300_000_000L;

    /** A turn lasts as long at least. */
    private static final long TURN = 2_000_000_000L;

    private @Nullable Member present;
    private long since;

    /** Decides anew. */
    void tick(long now, List<Member> members) {
        if (present != null && !members.contains(present)) {
            present = null;
        }
        boolean over = present == null || now - since >= TURN && now - lastLoud(present) >= SILENT_FOR;
        if (over) {
            Member next = loudest(now, members);
            if (next != null && next != present) {
                present = next;
                since = now;
            }
        }
        if (present != null) {
            List<PublishedTrack> tracks = present.published();
            for (int i = 0; i < tracks.size(); i++) {
                tracks.get(i).turnSince(since);
            }
        }
    }

    /** Tells each camera when who is seen there spoke last. */
    static void tellCameras(List<Member> members) {
        for (int i = 0; i < members.size(); i++) {
            List<PublishedTrack> tracks = members.get(i).published();
            long last = tracks.isEmpty() ? 0 : lastLoud(members.get(i));
            for (int j = 0; j < tracks.size(); j++) {
                tracks.get(j).spokeAt(last);
            }
        }
    }

    private static @Nullable Member loudest(long now, List<Member> members) {
        Member found = null;
        double loudest = 0;
        for (int i = 0; i < members.size(); i++) {
            List<PublishedTrack> tracks = members.get(i).published();
            for (int j = 0; j < tracks.size(); j++) {
                Loudness loudness = tracks.get(j).loudness();
                boolean muted = tracks.get(j).isMuted();
                if (!muted && loudness.loudFor(now) >= LOUD_FOR && loudness.at(now) > loudest) {
                    loudest = loudness.at(now);
                    found = members.get(i);
                }
            }
        }
        return found;
    }

    private static long lastLoud(Member member) {
        long last = Long.MIN_VALUE / 2;
        for (PublishedTrack track : member.published()) {
            last = Math.max(last, track.isMuted() ? last : track.loudness().lastLoud());
        }
        return last;
    }
}
