package org.auralink.media.node.webhooks;

import java.time.Duration;
import java.util.List;
import org.auralink.media.node.events.EventLog;
import org.auralink.media.node.webhooks.WebhookCounters.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A part of the events on its way to one receiver: one at a time, each until the receiver has it or it is given up. Knows
 * what to do when, and does none of it. One thread.
 */
final class WebhookLane {
    /** Entries that are looked through at a time for those of this lane. */
    private static final int BATCH = 256;

    private final EventLog log;
    private final WebhookLimits limits;
    private final WebhookCounters counters;
    private final int number;
    /** Read by who drops events. */
    private volatile long done;

    private volatile boolean overtaken;
    private EventLog.@Nullable Entry current;
    private long begunAt;
    private int attempts;
    private int refusals;
    private boolean underWay;
    private long dueAt;

    /** @param number of this lane among the receiver's; decides which rooms it carries */
    WebhookLane(EventLog log, int number, WebhookLimits limits, WebhookCounters counters) {
        this.log = log;
        this.number = number;
        this.limits = limits;
        this.counters = counters;
        done = log.last();
    }

    /** The event to send now; null when there is none, or one is under way or waits for its time. */
    EventLog.@Nullable Entry next(long now) {
        if (underWay || current != null && now < dueAt) {
            return null;
        }
        if (current == null) {
            current = find();
            begunAt = now;
        }
        underWay = current != null;
        return current;
    }

    private EventLog.@Nullable Entry find() {
        while (true) {
            List<EventLog.Entry> entries = log.after(done, BATCH);
            if (entries.isEmpty()) {
                return null;
            }
            for (EventLog.Entry entry : entries) {
                done = entry.sequence();
                if (isMine(entry)) {
                    return entry;
                }
            }
        }
    }

    private boolean isMine(EventLog.Entry entry) {
        return Math.floorMod(entry.room().hashCode(), limits.lanes()) == number;
    }

    /** An event that the log does not hold any more, and that may not have been told yet. From any thread. */
    void dropped(EventLog.Entry entry) {
        if (isMine(entry) && entry.sequence() > done) {
            counters.count(Outcome.OVERTAKEN, 1);
            overtaken = true;
        }
    }

    /** Whether events were dropped since this was asked last. */
    boolean wasOvertaken() {
        boolean was = overtaken;
        overtaken = false;
        return was;
    }

    /** The receiver has it. */
    void delivered() {
        counters.count(Outcome.DELIVERED, 1);
        finish();
    }

    /**
     * It did not arrive, or the receiver does not want it.
     *
     * @param status of the answer; 0 when there was none
     * @param jitter from 0 to 1
     * @return why it was given up; null when it is tried again
     */
    @Nullable
    Outcome failed(long now, int status, double jitter) {
        attempts++;
        refusals += isRefusal(status) ? 1 : 0;
        Outcome outcome = refusals >= limits.refusals()
                ? Outcome.REFUSED
                : now - begunAt >= limits.keep().toNanos() ? Outcome.EXPIRED : null;
        counters.count(outcome == null ? Outcome.FAILED : outcome, 1);
        if (outcome == null) {
            underWay = false;
            dueAt = now + retry(jitter);
        } else {
            finish();
        }
        return outcome;
    }

    /** That the event is wrong: not that it took too long, or that there are too many. */
    private static boolean isRefusal(int status) {
        return status / 100 == 4 && status != 408 && status != 429;
    }

    private long retry(double jitter) {
        Duration doubled = limits.firstRetry().multipliedBy(1L << Math.min(attempts - 1, 16));
        long most = Math.min(doubled.toNanos(), limits.longestRetry().toNanos());
        return most / 2 + (long) (most / 2.0 * jitter);
    }

    private void finish() {
        current = null;
        underWay = false;
        attempts = 0;
        refusals = 0;
    }

    /** When to ask for {@link #next} again, if nothing else happens; {@link Long#MAX_VALUE} for never. */
    long dueAt() {
        return current != null && !underWay ? dueAt : Long.MAX_VALUE;
    }

    /** Whether everything that happened until now has arrived or was given up. */
    boolean isDone() {
        return current == null && done == log.last();
    }
}
