package org.auralink.media.node.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.auralink.media.room.ParticipantReport;
import org.auralink.media.room.model.RoomInfo;

/**
 * The newest reports of how participants' media is. They have a place of their own because there are many of them, and the
 * events of calls must not be lost for them: nobody misses a report, the next one comes in a moment. The loops only put the
 * objects here; the thread of the streams makes text of them, if anybody reads.
 */
public final class QualityLog {
    /**
     * One report.
     *
     * @param sequence counts them from 1
     * @param atMillis when, since 1970
     * @param room where
     */
    public record Entry(long sequence, long atMillis, RoomInfo room, ParticipantReport report) {}

    private final int most;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final LongAdder skipped = new LongAdder();
    private long last;

    /** @param most reports that are kept; the oldest go first */
    QualityLog(int most) {
        this.most = most;
    }

    /** Takes a report and wakes the watchers. Without watchers nobody could read it, so nothing is kept. */
    public void add(long atMillis, RoomInfo room, ParticipantReport report) {
        if (watchers.isEmpty()) {
            return;
        }
        synchronized (this) {
            last++;
            entries.addLast(new Entry(last, atMillis, room, report));
            if (entries.size() > most) {
                entries.removeFirst();
            }
        }
        watchers.forEach(Runnable::run);
    }

    /** The number of the newest report, 0 before the first. */
    public synchronized long last() {
        return last;
    }

    /** Reports after {@code sequence} that are still there, oldest first, at most so many. */
    public synchronized List<Entry> after(long sequence, int max) {
        var result = new ArrayList<Entry>();
        if (sequence >= last) {
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

    /** Counts reports that one of the readers did not get, because it reads too slowly. */
    void skipped(long reports) {
        skipped.add(reports);
    }

    /** Reports that some reader did not get. */
    public long skippedSoFar() {
        return skipped.sum();
    }

    /** Calls {@code watcher} after every report, on the adding thread: it must only hand over. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    /** The opposite of {@link #watch}. */
    public void leave(Runnable watcher) {
        watchers.remove(watcher);
    }
}
