package org.auralink.identity.control;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;

/**
 * Whose password is hashed and who waits for it: some at once, some waiting, in turn by applicant. One who sends many
 * waits behind themselves and not in front of others, and when every place is taken, the last of those who wait most
 * often makes room for somebody who waits less.
 */
final class HashingPlaces {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Limits.Hashing limits;
    private final ReentrantLock lock = new ReentrantLock();
    /** Who waits, in the order of their next turn; the turns of each in the order in which they came. */
    private final Map<Applicant, Deque<Turn>> waiting = new LinkedHashMap<>();

    private int waitingTurns;
    private int hashing;

    HashingPlaces(Limits.Hashing limits) {
        this.limits = limits;
    }

    /** @throws RefusedException rate limited, when there is no place or the turn does not come in time */
    <T> T inTurn(Applicant applicant, Supplier<T> work) {
        enter(applicant);
        try {
            return work.get();
        } finally {
            leave();
        }
    }

    private void enter(Applicant applicant) {
        lock.lock();
        try {
            if (hashing < limits.atOnce()) {
                hashing++;
                return;
            }
            makeRoomFor(applicant);
            Turn turn = new Turn();
            waiting.computeIfAbsent(applicant, unused -> new ArrayDeque<>()).add(turn);
            waitingTurns++;
            await(applicant, turn);
        } finally {
            lock.unlock();
        }
    }

    private void makeRoomFor(Applicant applicant) {
        if (waitingTurns < limits.waiting()) {
            return;
        }
        Optional<Map.Entry<Applicant, Deque<Turn>>> most = waiting.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()));
        int mine = waiting.getOrDefault(applicant, new ArrayDeque<>()).size();
        if (most.isEmpty() || most.get().getValue().size() <= mine + 1) {
            throw tooMany();
        }
        Turn last = most.get().getValue().getLast();
        remove(most.get().getKey(), last);
        last.pushedOut = true;
        last.called.signal();
    }

    private void await(Applicant applicant, Turn turn) {
        long left = limits.patience().toNanos();
        try {
            while (!turn.mine && !turn.pushedOut && left > 0) {
                left = turn.called.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!turn.mine) {
            if (!turn.pushedOut) {
                remove(applicant, turn);
            }
            throw tooMany();
        }
    }

    private void leave() {
        lock.lock();
        try {
            var next = waiting.entrySet().iterator();
            if (!next.hasNext()) {
                hashing--;
                return;
            }
            Map.Entry<Applicant, Deque<Turn>> first = next.next();
            Applicant applicant = first.getKey();
            Deque<Turn> turns = first.getValue();
            next.remove();
            Turn turn = turns.remove();
            waitingTurns--;
            if (!turns.isEmpty()) {
                // Behind all the others now.
                waiting.put(applicant, turns);
            }
            turn.mine = true;
            turn.called.signal();
        } finally {
            lock.unlock();
        }
    }

    private void remove(Applicant applicant, Turn turn) {
        Deque<Turn> turns = waiting.getOrDefault(applicant, new ArrayDeque<>());
        turns.remove(turn);
        waitingTurns--;
        if (turns.isEmpty()) {
            waiting.remove(applicant);
        }
    }

    private static RefusedException tooMany() {
        return Refusal.rateLimited("Too many people sign in right now. Try again shortly.", RETRY_AFTER)
                .asException();
    }

    /** Somebody's wait; written and read under the lock. */
    private final class Turn {
        final Condition called = lock.newCondition();
        boolean mine;
        boolean pushedOut;
    }
}
