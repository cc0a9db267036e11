package org.auralink.media.room;

import java.util.HashSet;
import java.util.Set;
import org.auralink.media.room.signal.ClientSignal;

/** What a client calls one track (its {@code cid}): in announcements, of which a second codec has another, and in its SDP. */
final class TrackNames {
    private final Set<String> names = new HashSet<>();
    private String announced;
    private String described = "";

    /** @param whole whether it has all names of the announcement, or only the first codec's */
    TrackNames(ClientSignal.AddTrack request, boolean whole) {
        announced = request.cid();
        names.add(announced);
        request.codecs().stream().limit(whole ? Long.MAX_VALUE : 1).forEach(each -> names.add(each.cid()));
        names.remove("");
    }

    /** The client is about to send it under this id. */
    void announced(ClientSignal.AddTrack request) {
        announced = request.cid();
        names.add(announced);
        request.codecs().forEach(each -> names.add(each.cid()));
        names.remove("");
    }

    /** The id of the newest announcement. */
    String announced() {
        return announced;
    }

    /** Its section calls it so; empty when the section names no track. */
    void described(String name) {
        described = name;
    }

    /** What its section calls it, where that is another id than the announced one; empty otherwise. */
    String onlyDescribed() {
        return described.equals(announced) ? "" : described;
    }

    /** Whether the client calls the track so. */
    boolean has(String name) {
        return names.contains(name);
    }
}
