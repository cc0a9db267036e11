package org.auralink.media.room;

import java.util.LinkedHashMap;
import java.util.Map;
import org.auralink.media.ice.IceCandidate;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.Reach;
import org.auralink.media.transport.TransportFactory;

/**
 * Which ways to the node participants shall look for. Some networks let the first datagrams over UDP through and no more:
 * ICE finds UDP good again and again, and a client would lose its connection again and again. So whose connection did not
 * last is shown one step less: TCP only, then the relay over TLS only, then all again. It is remembered for a while, since
 * such a client joins anew. One thread.
 */
final class Fallbacks {
    private final TransportFactory transports;
    private final boolean enabled;
    private final Map<ParticipantIdentity, Remembered> remembered = new LinkedHashMap<>();

    private record Remembered(Reach reach, long until) {}

    /** @param enabled whether a connection that fails leads to the next step; a client may ask for one in any case */
    Fallbacks(TransportFactory transports, boolean enabled) {
        this.transports = transports;
        this.enabled = enabled;
    }

    /** Which ways a participant that joins shall look for. */
    Reach of(long now, ParticipantIdentity identity) {
        Remembered known = remembered.get(identity);
        return known == null || known.until - now <= 0 ? Reach.ANY : known.reach;
    }

    /** A participant shall look for these ways when it joins anew. */
    void remember(long now, ParticipantIdentity identity, Reach reach) {
        remembered.remove(identity);
        remembered.put(identity, new Remembered(reach, now + RoomTimes.FALLBACK_HOLDS));
        if (remembered.size() > RoomTimes.MOST_FALLBACKS) {
            remembered.remove(remembered.keySet().iterator().next());
        }
    }

    /** Whether this node can be reached so, by a client of that kind. */
    boolean offers(Reach reach, boolean clientHasTcp) {
        return switch (reach) {
            case ANY -> true;
            case TCP ->
                clientHasTcp
                        && transports.candidates().stream()
                                .anyMatch(candidate -> candidate.transport() == IceCandidate.Transport.TCP);
            case RELAY -> transports.offersRelay();
        };
    }

    /** What a client shall look for whose connection did not last; the same as before where nothing else is offered. */
    Reach after(Reach present, boolean clientHasTcp) {
        if (!enabled) {
            return present;
        }
        return switch (present) {
            case ANY -> offers(Reach.TCP, clientHasTcp) ? Reach.TCP : after(Reach.TCP, clientHasTcp);
            case TCP -> offers(Reach.RELAY, clientHasTcp) ? Reach.RELAY : Reach.ANY;
            case RELAY -> Reach.ANY;
        };
    }
}
