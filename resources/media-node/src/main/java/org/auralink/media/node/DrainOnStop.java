package org.auralink.media.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.auralink.media.node.drain.Drain;
import org.auralink.media.node.drain.DrainStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGTERM where the node is to be emptied first: the first begins a drain, at whose end it stops; the second stops it. */
final class DrainOnStop {
    private static final Logger LOG = LoggerFactory.getLogger(DrainOnStop.class);

    /** 128 and SIGTERM, as the process ends where nobody handles the signal. */
    private static final int TERMINATED = 143;

    private final Drain drain;
    private final Duration deadline;
    private final AtomicBoolean told = new AtomicBoolean();

    DrainOnStop(Drain drain, Duration deadline) {
        this.drain = drain;
        this.deadline = deadline;
    }

    /** Each signal comes on a thread of its own. A drain that somebody cancels meanwhile leaves the node in service. */
    void terminate() {
        if (told.compareAndSet(false, true)) {
            LOG.info("Told to stop: the node is emptied first, another SIGTERM stops it at once");
            if (drain.status().state() == DrainStatus.State.IN_SERVICE) {
                // Whoever began one before knows more about it.
                drain.begin(deadline, List.of());
            }
            try {
                drain.awaitEnd();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!drain.status().isOver()) {
                told.set(false);
                return;
            }
        }
        System.exit(TERMINATED);
    }
}
