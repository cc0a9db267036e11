package org.auralink.media.node.http;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * What one connection gives the workers to do, done in its order and one at a time. Lanes take turns, so that a
 * connection with much to read does not keep the others waiting.
 */
final class Lane {
    private final Consumer<Lane> workers;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean planned;

    /** @param workers get a lane for one task */
    Lane(Consumer<Lane> workers) {
        this.workers = workers;
    }

    /** Does this after everything that was given before; from any thread. */
    synchronized void run(Runnable task) {
        tasks.add(task);
        if (!planned) {
            planned = true;
            workers.accept(this);
        }
    }

    /** Does one task; on a worker. */
    void runNext() {
        Runnable task = next();
        try {
            task.run();
        } finally {
            again();
        }
    }

    private synchronized Runnable next() {
        return tasks.remove();
    }

    private synchronized void again() {
        planned = !tasks.isEmpty();
        if (planned) {
            workers.accept(this);
        }
    }
}
