package org.auralink.media.node.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The node's last events, numbered from 1 without gaps. Appended to by the room loops (rarely: people come and go), read
 * by the streams; a lock held for a list operation is cheaper than anything cleverer.
 */
public final class EventLog {
    /** What an entry costs besides its text: the objects around it and its place in the log. */
    private static final int ENTRY_OVERHEAD = 128;

    private static final int LAST_LATIN_1 = 0xff;

    /**
     * One event.
     *
     * @param sequence 1 for the first event since the node's start
     * @param name LiveKit's webhook event name
     * @param room the name of the room that it is about
     * @param json the event as protojson on one line
     * @param epoch of the room, 0 where nobody counts
     * @param traceparent of the span that it belongs to (W3C Trace Context), empty for none
     */
    public record Entry(long sequence, String name, String room, String json, long epoch, String traceparent) {
        /** Bytes of heap, about: a character takes one byte while all of a text are Latin-1, and two otherwise. */
        private long cost() {
            boolean narrow = json.chars().allMatch(character -> character <= LAST_LATIN_1);
            return ENTRY_OVERHEAD + traceparent.length() + json.length() * (narrow ? 1L : 2L);
        }
    }

    private final String bootId;
    private final EventLimits limits;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final List<Consumer<Entry>> losers = new CopyOnWriteArrayList<>();
    private final LongAdder shed = new LongAdder();
    private final QualityLog reports;
    private long last;
    private long bytes;

    /**
     * An empty log.
     *
     * @param bootId differs at every start of a node, because sequence numbers start again
     * @param limits what is kept; the oldest events go first
     */
    public EventLog(String bootId, EventLimits limits) {
        this.bootId = bootId;
        this.limits = limits;
        reports = new QualityLog(limits.reports());
    }

    /** How participants' media is, which takes no room from the events. */
    public QualityLog reports() {
        return reports;
    }

    /** Tells this start of the node from others. */
    public String bootId() {
        return bootId;
    }

    /** Appends an event of a room whose owners nobody counts. */
    public void append(String name, String room, String json) {
        append(name, room, json, 0, "");
    }

    /** Appends an event and wakes the watchers; parameters as of {@link Entry}. */
    public void append(String name, String room, String json, long epoch, String traceparent) {
        synchronized (this) {
            last++;
            Entry entry = new Entry(last, name, room, json, epoch, traceparent);
            entries.addLast(entry);
            bytes += entry.cost();
            while (bytes > limits.bytes() && entries.size() > 1) {
                Entry oldest = entries.removeFirst();
                bytes -= oldest.cost();
                losers.forEach(loser -> loser.accept(oldest));
            }
        }
        watchers.forEach(Runnable::run);
    }

    /** Counts an event that is not kept, because too many of its kind happen. */
    public void shed() {
        shed.increment();
    }

    /** Events that were not kept. */
    public long shedSoFar() {
        return shed.sum();
    }

    /** The sequence number of the newest event, 0 before the first. */
    public synchronized long last() {
        return last;
    }

    /** The sequence number of the oldest event still held; one after {@link #last()} when there is none. */
    public synchronized long oldest() {
        return last - entries.size() + 1;
    }

    /**
     * Events after {@code sequence}, oldest first.
     *
     * @param max at most so many
     */
    public synchronized List<Entry> after(long sequence, int max) {
        var result = new ArrayList<Entry>();
        long behind = last - sequence;
        if (behind <= 0) {
            return result;
        }
        // Readers are nearly always at the end, so the search starts there when that is the shorter way.
        if (behind < entries.size() / 2 && behind <= max) {
            Iterator<Entry> newest = entries.descendingIterator();
            while (newest.hasNext() && result.size() < behind) {
                result.add(newest.next());
            }
            Collections.reverse(result);
            return result;
        }
        for (Entry entry : entries) {
            if (entry.sequence > sequence) {
                result.add(entry);
                if (result.size() == max) {
                    break;
                }
            }
        }
        return result;
    }

    /** Calls {@code loser} with every event that is not held any more, on the appending thread: it must only count. */
    public void whenDropped(Consumer<Entry> loser) {
        losers.add(loser);
    }

    /** Calls {@code watcher} after every append, on the appending thread: it must only hand over. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }
}
