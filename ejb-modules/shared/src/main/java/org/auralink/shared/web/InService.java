package org.auralink.shared.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.auralink.shared.limits.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * The requests that hold a thread, from the first filter until the answer has left it, and by whom. A request ends by
 * itself, unless its client decides when: by not taking the answer, or by having sent so many requests in advance that the
 * thread goes on with the next and never comes back. Those are told to go when their client has more than its share, or
 * when hardly a thread is left; others, however many come at once, wait for a thread in the server's queue.
 *
 * @param <W> the connection of a request
 */
final class InService<W> {
    /** One request, until {@link #leave}. */
    static final class Place<W> {
        private final @Nullable Share share;
        private final W connection;
        private final long since;

        private Place(@Nullable Share share, W connection, long since) {
            this.share = share;
            this.connection = connection;
            this.since = since;
        }
    }

    /** What one client holds. */
    private static final class Share {
        private static final int OVER = -1;

        private final ClientAddress client;
        private final AtomicInteger held = new AtomicInteger();

        private Share(ClientAddress client) {
            this.client = client;
        }

        /** @return false when it is over, as the last has been given back */
        boolean take() {
            return held.getAndUpdate(count -> count == OVER ? OVER : count + 1) != OVER;
        }

        /** @return whether it is over now */
        boolean giveBack() {
            return held.decrementAndGet() == 0 && held.compareAndSet(0, OVER);
        }
    }

    private final int share;
    private final int most;
    private final long patience;
    private final Map<ClientAddress, Share> shares = new ConcurrentHashMap<>();
    private final Set<Place<W>> places = ConcurrentHashMap.newKeySet();

    /**
     * @param share of one client
     * @param most of all together
     * @param patience how long a client may be in no hurry to take an answer, in the unit of the times that are passed here
     */
    InService(int share, int most, long patience) {
        this.share = share;
        this.most = most;
        this.patience = patience;
    }

    /** @param client null when it has no share, because many people are behind it */
    Place<W> enter(@Nullable ClientAddress client, W connection, long now) {
        var place = new Place<>(client == null ? null : share(client), connection, now);
        places.add(place);
        return place;
    }

    private Share share(ClientAddress client) {
        while (true) {
            Share one = shares.computeIfAbsent(client, Share::new);
            if (one.take()) {
                return one;
            }
            shares.remove(client, one);
        }
    }

    /** No effect the second time. */
    void leave(Place<W> place) {
        if (places.remove(place) && place.share != null && place.share.giveBack()) {
            shares.remove(place.share.client, place.share);
        }
    }

    /** Whether its client, or all together, hold too many. */
    boolean isCrowded(Place<W> place) {
        return places.size() > most || held(place) > share;
    }

    /**
     * As many as are too many of those whose answers are not taken, who came first going first.
     *
     * @param stalled which of the connections take nothing; not asked when there is nobody too many
     */
    List<W> tooMany(long now, UnaryOperator<Set<W>> stalled) {
        int all = places.size() - most;
        List<Place<W>> waiting = places.stream()
                .filter(place -> now - place.since >= patience && (all > 0 || held(place) > share))
                .sorted(Comparator.comparingLong(place -> place.since))
                .toList();
        if (waiting.isEmpty()) {
            return List.of();
        }
        Set<W> takingNothing =
                stalled.apply(waiting.stream().map(place -> place.connection).collect(Collectors.toSet()));
        List<W> tooMany = new ArrayList<>();
        Map<Share, Integer> told = new HashMap<>();
        for (Place<W> place : waiting) {
            int already = place.share == null ? 0 : told.getOrDefault(place.share, 0);
            boolean over = tooMany.size() < all || held(place) - already > share;
            if (over && takingNothing.contains(place.connection)) {
                tooMany.add(place.connection);
                if (place.share != null) {
                    told.put(place.share, already + 1);
                }
            }
        }
        return tooMany;
    }

    /** Those whose clients have gone have left, whether anybody says so or not. */
    void forget(Predicate<W> gone) {
        places.stream().filter(place -> gone.test(place.connection)).forEach(this::leave);
    }

    /** How many clients are remembered. */
    int clients() {
        return shares.size();
    }

    private int held(Place<W> place) {
        return place.share == null ? 0 : place.share.held.get();
    }
}
