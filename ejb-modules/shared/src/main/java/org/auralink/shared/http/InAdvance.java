package org.auralink.shared.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Connections whose next request has come before the answer to the one before was taken. No browser sends so, nor does a
 * proxy; who does waits for the others who do, without a thread, and so can neither hold the server's threads nor have more
 * of its processors than a few requests at a time take. A connection comes after all that waited before it each time, and not
 * at all while its client takes nothing.
 *
 * @param <C> a connection
 */
final class InAdvance<C> {
    private static final class Waiting {
        private int untaken;
        private long since;

        private Waiting(int untaken, long since) {
            this.untaken = untaken;
            this.since = since;
        }

        /** Whether its client takes nothing for too long. */
        private boolean isStuck(int now, long time, long patience) {
            if (now < untaken) {
                untaken = now;
                since = time;
            }
            return now > 0 && time - since >= patience;
        }
    }

    private final int places;
    private final int most;
    private final long patience;
    private final ToIntFunction<C> untaken;
    private final Set<C> served = new HashSet<>();
    private final Map<C, Waiting> waiting = new LinkedHashMap<>();

    /**
     * @param places how many requests are served at once
     * @param most how many connections wait
     * @param patience with a client that takes nothing, in the unit of the times that are passed here
     * @param untaken how many bytes of earlier answers are here yet for want of room on the way
     */
    InAdvance(int places, int most, long patience, ToIntFunction<C> untaken) {
        this.places = places;
        this.most = most;
        this.patience = patience;
        this.untaken = untaken;
    }

    /** Whether the next request of a connection, which has none that is served, is served at once. */
    synchronized boolean take(C connection) {
        return untaken.applyAsInt(connection) == 0 && served.size() < places && served.add(connection);
    }

    /** It waits until {@link #next} names it, which is to be asked for behind this. */
    synchronized void await(C connection, long now) {
        waiting.put(connection, new Waiting(untaken.applyAsInt(connection), now));
    }

    /** Its request is over, or it is; no effect when it had none. */
    synchronized boolean leave(C connection) {
        waiting.remove(connection);
        return served.remove(connection);
    }

    /** Gives places that are free to those that came first and can be answered. To be asked for whenever one has left. */
    synchronized List<C> next() {
        List<C> next = new ArrayList<>();
        Iterator<C> all = waiting.keySet().iterator();
        while (served.size() < places && all.hasNext()) {
            C connection = all.next();
            if (untaken.applyAsInt(connection) == 0) {
                all.remove();
                served.add(connection);
                next.add(connection);
            }
        }
        return next;
    }

    /** Those that wait no more, as their clients take nothing or they are too many, the longest waiting first. */
    synchronized List<C> givenUp(long now) {
        List<C> givenUp = new ArrayList<>();
        Iterator<Map.Entry<C, Waiting>> all = waiting.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<C, Waiting> one = all.next();
            boolean stuck = one.getValue().isStuck(untaken.applyAsInt(one.getKey()), now, patience);
            if (stuck || waiting.size() > most) {
                all.remove();
                givenUp.add(one.getKey());
            }
        }
        return givenUp;
    }

    synchronized boolean isAnyWaiting() {
        return !waiting.isEmpty();
    }
}
