package org.auralink.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The running parts in the order they were started. Stopped in the reverse order, each at most once. */
final class Stack {
    /** For all parts together; what is left then is killed. A person who pressed Ctrl-C waits this long at most. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

    private final StateDirectory state;
    private final Terminal terminal;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, RunningPart> running = new LinkedHashMap<>();
    private final BlockingQueue<RunningPart> deaths = new LinkedBlockingQueue<>();
    private boolean closed;

    Stack(StateDirectory state, Terminal terminal) {
        this.state = state;
        this.terminal = terminal;
    }

    /** Starts a part and returns when it is ready. */
    void start(Part part) {
        long begin = System.nanoTime();
        spawn(part).awaitReady();
        terminal.ready(part.name(), System.nanoTime() - begin);
    }

    /** Starts a part without waiting; {@link RunningPart#awaitReady} waits. */
    synchronized RunningPart spawn(Part part) {
        if (closed) {
            throw new LaunchException("The stack is being stopped.");
        }
        RunningPart started = RunningPart.start(part, state);
        parts.put(part.name(), part);
        running.put(part.name(), started);
        started.onUnexpectedEnd(() -> deaths.add(started));
        return started;
    }

    /** Waits for the next part that ends by itself. */
    RunningPart awaitDeath() throws InterruptedException {
        return deaths.take();
    }

    /** The running part of that name, null when it is stopped or unknown. */
    synchronized @Nullable RunningPart find(String name) {
        RunningPart found = running.get(name);
        return found != null && found.alive() ? found : null;
    }

    /** How to start a part that ran before, null when there is no such part. */
    synchronized @Nullable Part known(String name) {
        return parts.get(name);
    }

    /** Names of all parts, first started first. */
    synchronized List<String> names() {
        return List.copyOf(parts.keySet());
    }

    /** Stops everything; returns when nothing of it runs. */
    synchronized void stopAll() {
        closed = true;
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        List<RunningPart> reverse = new ArrayList<>(running.values());
        java.util.Collections.reverse(reverse);
        for (RunningPart part : reverse) {
            if (part.alive()) {
                terminal.line("Stopping " + part.part().name() + ".");
            }
            part.stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        running.clear();
    }
}
