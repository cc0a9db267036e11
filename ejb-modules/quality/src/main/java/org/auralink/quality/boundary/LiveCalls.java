package org.auralink.quality.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Live pages of calls. Any server of the application can serve any of them, whichever follows the call's node: all ask the
 * database, once every two seconds for all pages together, and only while somebody looks. No page has a thread.
 */
@ApplicationScoped
public class LiveCalls {
    /** Bytes of messages that wait for one client; one that is slower misses some. */
    public static final int WAITING_BYTES = Limits.LIVE_BYTES;

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    /** What is written within one transaction becomes visible later than its time says. */
    private static final Duration OVERLAP = Duration.ofSeconds(4);

    @Inject
    LiveFeed feed;

    @Inject
    Clock clock;

    private final List<Place> places = new CopyOnWriteArrayList<>();
    /** Rows of the last seconds that were told. */
    private final Map<LiveFeed.Row, Instant> told = new LinkedHashMap<>();

    private @Nullable Instant asked;

    /** The way to one client. Called by one thread at a time, and must not wait. */
    public interface Sink {
        /** Sends, or keeps until the client takes it; false when there is no room for it or the client is gone. */
        boolean offer(String text);

        /** Whether the client is there. */
        boolean isOpen();

        /** Nothing more is sent; what waits still is. */
        void end();
    }

    /** One page's place among those that are served. Whoever has it gives it back. */
    public final class Place {
        private final UserId account;
        private final String call;
        private final Instant until;
        private final Instant after;
        private @Nullable Sink sink;
        private Instant heardAt;
        private boolean missed;

        private Place(UserId account, String call, Instant now, Instant after) {
            this.account = account;
            this.call = call;
            this.after = after;
            until = now.plus(Limits.LISTENING);
            heardAt = now;
        }

        /** From now on it is told what is new, and first what is new since its last message. */
        public void begin(Sink way) {
            way.offer("retry: 2000\n\n");
            List<LiveFeed.Row> rows = after.isBefore(heardAt) ? feed.since(List.of(call), after) : List.of();
            synchronized (LiveCalls.this) {
                sink = way;
                if (!rows.isEmpty()) {
                    tell(LiveMessage.of(rows), heardAt);
                }
            }
        }

        /** The page is gone. */
        public void leave() {
            places.remove(this);
        }

        private void tell(String text, Instant now) {
            Sink way = sink;
            if (way == null) {
                return;
            }
            missed = missed && !way.offer(LiveMessage.MISSED);
            missed |= !way.offer(text);
            heardAt = now;
        }

        /** Whether it is to be served on. */
        private boolean goesOn(Instant now) {
            Sink way = sink;
            if (way != null && !way.isOpen()) {
                return false;
            }
            if (!now.isBefore(until)) {
                if (way != null) {
                    way.end();
                }
                return false;
            }
            if (!now.isBefore(heardAt.plus(KEEP_ALIVE))) {
                tell(LiveMessage.KEEP_ALIVE, now);
            }
            return true;
        }
    }

    /**
     * Takes a place for a page of somebody who may see the call.
     *
     * @param call its id
     * @param lastEventId of the last message that the page got; {@code null} when it got none
     * @throws org.auralink.shared.RefusedException rate limited, when the account or all have as many pages as they may
     */
    public synchronized Place reserve(UserId account, String call, @Nullable String lastEventId) {
        long own =
                places.stream().filter(place -> place.account.equals(account)).count();
        if (own >= Limits.LISTENERS_OF_AN_ACCOUNT) {
            throw Refusal.rateLimited(
                            "You follow " + own + " calls live already. Close one of these pages first.", KEEP_ALIVE)
                    .asException();
        }
        if (places.size() >= Limits.LISTENERS) {
            throw Refusal.rateLimited("Too many calls are followed live at present. Try again later.", KEEP_ALIVE)
                    .asException();
        }
        Instant now = clock.instant();
        var place = new Place(account, call, now, LiveMessage.after(lastEventId, now, now.minus(Limits.RESUMED)));
        places.add(place);
        return place;
    }

    /** Tells what is new, and lets go who has been there for long enough. To be called every two seconds. */
    public synchronized void tell() {
        Instant now = clock.instant();
        places.removeIf(place -> !place.goesOn(now));
        if (places.isEmpty()) {
            asked = null;
            told.clear();
            return;
        }
        Instant after = asked == null ? now.minus(OVERLAP) : asked.minus(OVERLAP);
        Map<String, List<LiveFeed.Row>> news = news(after);
        asked = now;
        for (Place place : places) {
            List<LiveFeed.Row> rows = news.get(place.call);
            if (rows != null) {
                place.tell(LiveMessage.of(rows), now);
            }
        }
    }

    private Map<String, List<LiveFeed.Row>> news(Instant after) {
        Set<String> calls = new TreeSet<>();
        places.forEach(place -> calls.add(place.call));
        Map<String, List<LiveFeed.Row>> news = new LinkedHashMap<>();
        for (LiveFeed.Row row : feed.since(calls, after)) {
            if (told.put(row, row.at()) == null) {
                news.computeIfAbsent(row.call(), call -> new ArrayList<>()).add(row);
            }
        }
        told.values().removeIf(at -> at.isBefore(after));
        return news;
    }

    /** Ends all pages: the server stops, and their clients go to another. */
    public synchronized void end() {
        for (Place place : places) {
            Sink way = place.sink;
            if (way != null) {
                way.end();
            }
        }
        places.clear();
    }

    /** Pages that are served. */
    public int size() {
        return places.size();
    }
}
