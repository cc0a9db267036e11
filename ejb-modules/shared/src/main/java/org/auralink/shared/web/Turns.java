package org.auralink.shared.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * At most so many have their turn at once, the others wait in the order they came. How long the queue may be is bounded by
 * whoever lets people into it.
 *
 * @param <T> told apart by {@code equals}
 */
final class Turns<T> {
    private final int most;
    private final Set<T> having = new HashSet<>();
    private final Deque<T> next = new ArrayDeque<>();

    Turns(int most) {
        this.most = most;
    }

    /** Whether it is their turn at once; otherwise {@link #done} of somebody else names them. */
    synchronized boolean take(T who) {
        if (having.size() < most) {
            return having.add(who);
        }
        next.add(who);
        return false;
    }

    /** Whether they waited, which they do no more. */
    synchronized boolean withdraw(T who) {
        return next.remove(who);
    }

    /**
     * They need it no more, whether they had it, waited or neither.
     *
     * @return whose turn it is now instead
     */
    synchronized @Nullable T done(T who) {
        next.remove(who);
        if (!having.remove(who)) {
            return null;
        }
        T successor = next.poll();
        if (successor != null) {
            having.add(successor);
        }
        return successor;
    }
}
