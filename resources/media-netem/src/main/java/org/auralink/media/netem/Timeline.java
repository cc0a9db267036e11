package org.auralink.media.netem;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happens when, in simulated time: things that are to be done later, and packets that arrive. */
public final class Timeline {
    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** A link and who is told what arrives on it. */
    private record End<P>(Link<P> link, Consumer<P> receiver) {
        void deliver(long now) {
            P packet = link.receive(now);
            if (packet != null) {
                receiver.accept(packet);
            }
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<End<?>> ends = new ArrayList<>();
    private long now;
    private long order;

    public Timeline(long start) {
        now = start;
    }

    public long now() {
        return now;
    }

    /** Does something later. */
    public void after(long nanos, Runnable action) {
        events.add(new Event(now + nanos, order++, action));
    }

    /** Does something again and again, for the first time after one interval. */
    public void every(long nanos, Runnable action) {
        after(nanos, () -> {
            every(nanos, action);
            action.run();
        });
    }

    /** Tells somebody what arrives on a link. */
    public <P> void deliver(Link<P> link, Consumer<P> receiver) {
        ends.add(new End<>(link, receiver));
    }

    /** Lets so much time pass. */
    public void run(long nanos) {
        long end = now + nanos;
        while (step(end)) {
            // One thing after the other.
        }
        now = end;
    }

    /** Does the next thing; false when nothing is due by then. */
    private boolean step(long end) {
        End<?> next = nextArrival();
        long arrival = next == null ? Long.MAX_VALUE : next.link.nextArrival();
        long due = events.isEmpty() ? Long.MAX_VALUE : events.element().at;
        long at = Math.min(arrival, due);
        if (at > end) {
            return false;
        }
        now = Math.max(now, at);
        if (next != null && arrival <= due) {
            next.deliver(now);
        } else {
            events.remove().action.run();
        }
        return true;
    }

    private @Nullable End<?> nextArrival() {
        End<?> next = null;
        for (End<?> end : ends) {
            if (next == null || end.link.nextArrival() < next.link.nextArrival()) {
                next = end;
            }
        }
        return next;
    }
}
