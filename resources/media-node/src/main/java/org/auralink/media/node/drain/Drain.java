package org.auralink.media.node.drain;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import livekit.LivekitRtc.RegionInfo;
import org.auralink.media.node.metrics.MetricsText;
import org.auralink.media.node.rooms.RoomRegistry;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the node: no room opens any more, rooms that are open go on until a deadline, and whoever is left then is told to
 * connect anew ({@code SERVER_SHUTDOWN} with {@code RECONNECT}), which leads to where the control plane has the call by
 * then. May be cancelled at any time, also when it is over. Safe for any number of threads.
 */
public final class Drain implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** Who waits for the end of a drain, which takes minutes, sees it this late at most. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private record Plan(long deadlineMillis, List<RegionInfo> elsewhere, LongAdder ended) {}

    private final RoomRegistry rooms;
    private final InstantSource clock;
    private final LongAdder endedSoFar = new LongAdder();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var made = new Thread(task, "drain");
        made.setDaemon(true);
        return made;
    });
    private volatile @Nullable Plan plan;
    private @Nullable Future<?> deadline;

    /**
     * @param rooms of this node
     * @param clock tells when the deadline is
     */
    public Drain(RoomRegistry rooms, InstantSource clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    /**
     * Begins a drain, or gives the one that runs another deadline.
     *
     * @param within how long rooms go on; zero ends them now
     * @param elsewhere where clients may be sent that are left then; what {@code LeaveRequest.regions} tells them
     */
    public synchronized DrainStatus begin(Duration within, List<RegionInfo> elsewhere) {
        forgetDeadline();
        rooms.drain(true);
        // Before the deadline, which may be now: who is told to go reads there where to.
        var begun = new Plan(clock.millis() + within.toMillis(), List.copyOf(elsewhere), new LongAdder());
        plan = begun;
        deadline = thread.schedule(() -> end(begun), within.toMillis(), TimeUnit.MILLISECONDS);
        LOG.info("Draining: no new rooms, and those that are open end in {} s", within.toSeconds());
        return status();
    }

    /** Opens rooms again; what was ended stays so. No effect while nothing is drained. */
    public synchronized DrainStatus cancel() {
        if (plan != null) {
            forgetDeadline();
            plan = null;
            rooms.drain(false);
            LOG.info("The drain was cancelled: new rooms are opened again");
        }
        return status();
    }

    private void forgetDeadline() {
        Future<?> earlier = deadline;
        if (earlier != null) {
            earlier.cancel(false);
        }
    }

    private void end(Plan over) {
        int count = rooms.end(DisconnectReason.SERVER_SHUTDOWN, LeaveAction.RECONNECT)
                .join();
        over.ended().add(count);
        endedSoFar.add(count);
        LOG.info("The drain's deadline is over; {} rooms were ended", count);
    }

    /** How far it is. */
    public DrainStatus status() {
        Plan present = plan;
        int open = rooms.count();
        if (present == null) {
            return new DrainStatus(DrainStatus.State.IN_SERVICE, 0, open, rooms.participants(), 0);
        }
        return new DrainStatus(
                open == 0 ? DrainStatus.State.DRAINED : DrainStatus.State.DRAINING,
                present.deadlineMillis(),
                open,
                rooms.participants(),
                present.ended().intValue());
    }

    /** Where clients are sent that the deadline finds here. */
    public List<RegionInfo> elsewhere() {
        Plan present = plan;
        return present == null ? List.of() : present.elsewhere();
    }

    /** Waits until no room is open, or nothing is drained any more. */
    public void awaitEnd() throws InterruptedException {
        while (status().state() == DrainStatus.State.DRAINING) {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    /** Writes whether, and what, was ended. */
    public void write(MetricsText text) {
        text.gauge("auralink_draining", "Whether the node opens no new rooms because it is being emptied.")
                .sample(plan == null ? 0 : 1);
        text.counter("auralink_drained_rooms_total", "Rooms that were ended by the deadline of a drain.")
                .sample(endedSoFar.sum());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
