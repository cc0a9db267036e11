package org.auralink.media.node.agents;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/** What is to be done later. Nothing is taken back: what is done looks first whether it still makes sense. */
final class Timers {
    private record Due(long at, long order, LongConsumer action) {}

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private long planned;

    /** @param action gets the time at which it is done */
    void at(long time, LongConsumer action) {
        due.add(new Due(time, planned++, action));
    }

    /** Does everything that is due. */
    void run(long now) {
        for (Due next = due.peek(); next != null && next.at <= now; next = due.peek()) {
            due.remove();
            next.action.accept(now);
        }
    }
}
