package org.auralink.media.netem;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a path. What happens to the n-th packet follows from the conditions and from the random numbers, so
 * the same seed gives the same fate to the same packets.
 *
 * @param <P> whatever stands for a packet
 */
public final class Link<P> {
    private static final long SECOND = 1_000_000_000L;
    private static final int BITS = 8;

    private record UnderWay<P>(long at, long order, P packet) implements Comparable<UnderWay<P>> {
        @Override
        public int compareTo(UnderWay<P> other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** A packet in the queue before the bottleneck, until it has passed it. */
    private record Passing(long until, int bytes) {}

    private final RandomGenerator random;
    private final PriorityQueue<UnderWay<P>> underWay = new PriorityQueue<>();
    private final Queue<Passing> queue = new ArrayDeque<>();
    private Conditions conditions;
    private long order;
    private long downUntil = Long.MIN_VALUE;
    private int loseAfter = -1;
    private boolean inBurst;
    private long freeAt = Long.MIN_VALUE;
    private long queued;
    private long lastArrival = Long.MIN_VALUE;
    private @Nullable P held;
    private int heldBytes;
    private long sent;
    private long lost;
    private long overflowed;
    private long arrived;

    /**
     * @param random may be that of other links too; then all of them together are what can be repeated
     * @param conditions until they change
     */
    public Link(RandomGenerator random, Conditions conditions) {
        this.random = random;
        this.conditions = conditions;
    }

    /** What it does at present. */
    public Conditions conditions() {
        return conditions;
    }

    /** What it does to packets that are sent from now on. */
    public void become(Conditions next) {
        conditions = next;
    }

    /** Loses everything that is sent before that time. What is under way arrives. */
    public void downUntil(long time) {
        downUntil = time;
    }

    /** Loses one packet more: the next one after so many others. */
    public void loseAfter(int packets) {
        loseAfter = packets;
    }

    /**
     * A packet enters.
     *
     * @param bytes its size on the wire, of which only the rate takes notice
     */
    public void send(long now, P packet, int bytes) {
        sent++;
        boolean chosen = loseAfter == 0;
        loseAfter = Math.max(-1, loseAfter - 1);
        if (chosen || now < downUntil || isLostInBurst() || random.nextDouble() < conditions.loss()) {
            lost++;
            return;
        }
        P late = held;
        int lateBytes = heldBytes;
        if (late == null
                && conditions.reordering().swapped() > 0
                && random.nextDouble() < conditions.reordering().swapped()) {
            held = packet;
            heldBytes = bytes;
            return;
        }
        held = null;
        pass(now, packet, bytes);
        if (late != null) {
            pass(now, late, lateBytes);
        }
    }

    private boolean isLostInBurst() {
        Conditions.Bursts bursts = conditions.bursts();
        if (bursts.begin() <= 0) {
            inBurst = false;
            return false;
        }
        inBurst = inBurst ? random.nextDouble() >= bursts.end() : random.nextDouble() < bursts.begin();
        return inBurst && random.nextDouble() < bursts.loss();
    }

    private void pass(long now, P packet, int bytes) {
        long departure = departure(now, bytes);
        if (departure < 0) {
            overflowed++;
            return;
        }
        underWay.add(new UnderWay<>(arrival(departure), order++, packet));
        if (random.nextDouble() < conditions.duplication()) {
            underWay.add(new UnderWay<>(arrival(departure), order++, packet));
        }
    }

    /** When a packet has passed the bottleneck; -1 when it does not fit in the queue. */
    private long departure(long now, int bytes) {
        Conditions.Rate rate = conditions.rate();
        if (rate.bitsPerSecond() <= 0) {
            return now;
        }
        while (!queue.isEmpty() && queue.element().until <= now) {
            queued -= queue.remove().bytes;
        }
        if (queued + bytes > rate.queue()) {
            return -1;
        }
        freeAt = Math.max(freeAt, now) + (long) bytes * BITS * SECOND / rate.bitsPerSecond();
        queue.add(new Passing(freeAt, bytes));
        queued += bytes;
        return freeAt;
    }

    private long arrival(long departure) {
        Conditions.Reordering reordering = conditions.reordering();
        if (random.nextDouble() < reordering.late()) {
            return departure + conditions.delay() + (long) (random.nextDouble() * reordering.by());
        }
        if (conditions.jitter() <= 0) {
            return departure + conditions.delay();
        }
        long varied = departure + conditions.delay() + (long) (random.nextDouble() * conditions.jitter());
        lastArrival = Math.max(lastArrival, varied);
        return lastArrival;
    }

    /** When the next packet arrives; {@link Long#MAX_VALUE} when none is under way. */
    public long nextArrival() {
        UnderWay<P> next = underWay.peek();
        return next == null ? Long.MAX_VALUE : next.at;
    }

    /** The next packet that has arrived by now, or null. */
    public @Nullable P receive(long now) {
        if (nextArrival() > now) {
            return null;
        }
        arrived++;
        return underWay.remove().packet;
    }

    /** Packets that entered. */
    public long sent() {
        return sent;
    }

    /** Packets that were lost on the way, those that did not fit in the queue not counted. */
    public long lost() {
        return lost;
    }

    /** Packets that did not fit in the queue. */
    public long overflowed() {
        return overflowed;
    }

    /** Packets that came out, repetitions included. */
    public long arrived() {
        return arrived;
    }
}
