package org.auralink.shared.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Those who wait for something from outside: at most so many, holding at most so much memory together. Whoever comes when
 * there is no place takes that of the one who has waited longest. So there is always a place for the next: a body that
 * comes at once is there long before as many others have come after it.
 *
 * @param <T> who waits; told apart by identity of {@code equals}
 */
final class WaitingLine<T> {
    private final int places;
    private final long mostBytes;
    private final Map<T, Long> waiting = new LinkedHashMap<>();
    private long bytes;

    WaitingLine(int places, long mostBytes) {
        this.places = places;
        this.mostBytes = mostBytes;
    }

    /** @return who has lost their place by it, longest waiting first; they wait no more */
    synchronized List<T> enter(T who) {
        waiting.put(who, 0L);
        return shed();
    }

    /**
     * Somebody who waits holds so many bytes more.
     *
     * @return who has lost their place by it, perhaps the same
     */
    synchronized List<T> grow(T who, int by) {
        if (waiting.computeIfPresent(who, (same, held) -> held + by) != null) {
            bytes += by;
        }
        return shed();
    }

    /** They got what they waited for, or gave up. */
    synchronized void leave(T who) {
        Long held = waiting.remove(who);
        bytes -= held == null ? 0 : held;
    }

    synchronized int size() {
        return waiting.size();
    }

    private List<T> shed() {
        if (waiting.size() <= places && bytes <= mostBytes) {
            return List.of();
        }
        List<T> shed = new ArrayList<>();
        while (waiting.size() > places || bytes > mostBytes) {
            T longest = waiting.keySet().iterator().next();
            leave(longest);
            shed.add(longest);
        }
        return shed;
    }
}
