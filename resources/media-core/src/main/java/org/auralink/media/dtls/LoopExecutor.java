package org.auralink.media.dtls;

import java.util.function.LongConsumer;

/** Brings work from a handshake's thread back to the loop, in order. */
@FunctionalInterface
public interface LoopExecutor {
    /**
     * Runs a task on the loop's thread.
     *
     * @param task takes the time in nanoseconds of the loop's clock
     * @return false when the loop has ended; the task is never run then
     */
    boolean execute(LongConsumer task);
}
