package org.auralink.local;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The running parts. Stopped in an order of their own, each at most once. */
final class Stack {
    /** For all parts together; what is left then is killed. A person who pressed Ctrl-C waits this long, and the notice. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

    /** In this time no part has filled a disk. */
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(2);

    private final StateDirectory state;
    private final Terminal terminal;
    private final List<String> stopOrder;
    private final Duration stopLimit;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, RunningPart> running = new LinkedHashMap<>();
    private final BlockingQueue<RunningPart> deaths = new LinkedBlockingQueue<>();
    private final CountDownLatch stopBegun = new CountDownLatch(1);
    private volatile boolean closed;

    /**
     * @param stopOrder names of parts; what is not among them, such as a program that is to end by itself, goes first
     * @param stopNotice by which the whole takes longer
     */
    Stack(StateDirectory state, Terminal terminal, List<String> stopOrder, Duration stopNotice) {
        this.state = state;
        this.terminal = terminal;
        this.stopOrder = List.copyOf(stopOrder);
        this.stopLimit = STOP_LIMIT.plus(stopNotice);
    }

    /** Starts a part and returns when it is ready. */
    void start(Part part) {
        long begin = System.nanoTime();
        awaitReady(spawn(part));
        terminal.ready(part.name(), System.nanoTime() - begin);
    }

    /** Starts a part without waiting; {@link #awaitReady} waits. */
    synchronized RunningPart spawn(Part part) {
        RunningPart started = launch(part);
        parts.put(part.name(), part);
        started.onUnexpectedEnd(() -> deaths.add(started));
        return started;
    }

    /**
     * Waits during the start of the whole stack, where each part needs the earlier ones.
     *
     * @throws LaunchException when this part does not become ready, or another one ends meanwhile
     */
    void awaitReady(RunningPart started) {
        started.awaitReady(() -> !deaths.isEmpty());
        refuseDeaths();
    }

    /**
     * Starts a program that does its work and ends, and waits for that.
     *
     * @param program its start limit is the time it may take
     * @return whether it ended within its limit, with exit code 0
     * @throws LaunchException when a part ends meanwhile
     */
    boolean run(Part program) {
        RunningPart started = launch(program);
        boolean done = started.awaitEnd(() -> !deaths.isEmpty());
        started.stop(program.stopLimit());
        synchronized (this) {
            running.remove(program.name());
        }
        refuseDeaths();
        return done;
    }

    private synchronized RunningPart launch(Part part) {
        if (closed) {
            throw new LaunchException("The stack is being stopped.");
        }
        RunningPart started = RunningPart.start(part, state);
        running.put(part.name(), started);
        return started;
    }

    private void refuseDeaths() {
        RunningPart dead = deaths.peek();
        if (dead != null) {
            throw new LaunchException(dead.endSentence());
        }
    }

    /** Waits for the next part that ends by itself, and looks after the logs meanwhile. */
    RunningPart awaitDeath() throws InterruptedException {
        while (true) {
            RunningPart dead = deaths.poll(LOG_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            if (dead != null) {
                return dead;
            }
            boundLogs();
        }
    }

    private void boundLogs() {
        List<RunningPart> present;
        synchronized (this) {
            present = List.copyOf(running.values());
        }
        present.forEach(RunningPart::boundLog);
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

    /** Whether {@link #stopAll} was called: parts that end now do so because they were told to. */
    boolean closed() {
        return closed;
    }

    /** Whether {@link #stopAll} is called within that time. */
    boolean isClosedWithin(Duration limit) throws InterruptedException {
        return stopBegun.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops everything; returns when nothing of it runs. */
    void stopAll() {
        // Before the lock: whoever holds it may be about to report the end of a part.
        closed = true;
        stopBegun.countDown();
        stopInOrder();
    }

    private synchronized void stopInOrder() {
        long deadline = System.nanoTime() + stopLimit.toNanos();
        List<RunningPart> inOrder = running.values().stream()
                .sorted(Comparator.comparingInt(
                        part -> stopOrder.indexOf(part.part().name())))
                .toList();
        for (RunningPart part : inOrder) {
            if (part.alive()) {
                terminal.line("Stopping " + part.part().name() + ".");
            }
            part.stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        running.clear();
    }
}
