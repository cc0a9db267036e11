package org.auralink.media.room;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;

/** What a participant wants to receive, and whom it lets receive its own tracks. */
final class Subscribing {
    private final boolean automatic;
    private final Map<TrackSid, Boolean> asked = new HashMap<>();
    private final Set<TrackSid> refused = new HashSet<>();
    private ClientSignal.SetSubscriptionPermission permission =
            new ClientSignal.SetSubscriptionPermission(true, java.util.List.of());

    /** @param automatic receives all tracks without asking */
    Subscribing(boolean automatic) {
        this.automatic = automatic;
    }

    void ask(TrackSid track, boolean subscribe) {
        asked.put(track, subscribe);
        refused.remove(track);
    }

    /** Its client cannot play the track; offering it again would fail again. */
    void refused(TrackSid track) {
        refused.add(track);
    }

    boolean wants(TrackSid track) {
        return !refused.contains(track) && asked.getOrDefault(track, automatic);
    }

    /** Whether its client asked for this very track, and did not only take what there is. */
    boolean insistsOn(TrackSid track) {
        return asked.getOrDefault(track, false);
    }

    /** A track is gone for good. */
    void forget(TrackSid track) {
        asked.remove(track);
        refused.remove(track);
    }

    /** The tracks are those of another room now. */
    void forgetAll() {
        asked.clear();
        refused.clear();
    }

    void permit(ClientSignal.SetSubscriptionPermission given) {
        permission = given;
    }

    /** Whether {@code other} may receive this one's track. */
    boolean permits(Member other, TrackSid track) {
        if (permission.allParticipants()) {
            return true;
        }
        for (ClientSignal.TrackPermission each : permission.permissions()) {
            boolean meant = other.sid().equals(each.sid()) || other.identity().equals(each.identity());
            if (meant && (each.allTracks() || each.tracks().contains(track))) {
                return true;
            }
        }
        return false;
    }
}
