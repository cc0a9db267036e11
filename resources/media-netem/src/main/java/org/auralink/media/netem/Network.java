package org.auralink.media.netem;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/** Two nodes and a path between them, alike in both directions unless that is changed. Time is simulated. */
public final class Network {
    public static final long MILLIS = 1_000_000;
    public static final long SECONDS = 1_000 * MILLIS;

    /** How many times the delay a packet comes late. */
    private static final int LATE = 4;

    private final Node a;
    private final Node b;
    private final Link<byte[]> toA;
    private final Link<byte[]> toB;
    private final CRC32 trace = new CRC32();
    private long now = 1 * SECONDS;

    /** A path that only delays, by 10 ms. */
    public Network(Node a, Node b, long seed) {
        this(a, b, seed, Conditions.PERFECT.delayed(10 * MILLIS));
    }

    public Network(Node a, Node b, long seed, Conditions conditions) {
        this.a = a;
        this.b = b;
        var random = new Random(seed);
        toA = new Link<>(random, conditions);
        toB = new Link<>(random, conditions);
    }

    public long now() {
        return now;
    }

    /** What both directions do from now on. */
    public void become(Conditions conditions) {
        toA.become(conditions);
        toB.become(conditions);
    }

    /** Loses another share of what is sent. */
    public void lose(double share) {
        become(toB.conditions().losing(share));
    }

    /** Repeats another share of what is sent. */
    public void duplicate(double share) {
        become(toB.conditions().duplicating(share));
    }

    /** Lets another share of what is sent take up to five times the delay. */
    public void reorder(double share) {
        become(toB.conditions().reordering(share, LATE * toB.conditions().delay()));
    }

    /** Takes another time for what is sent. */
    public void delay(long nanos) {
        become(toB.conditions().delayed(nanos));
        reorder(toB.conditions().reordering().late());
    }

    /** Loses everything that is sent before that time. */
    public void downUntil(long time) {
        toA.downUntil(time);
        toB.downUntil(time);
    }

    /** The direction to one of the nodes. */
    public Link<byte[]> linkTo(Node node) {
        return node == a ? toA : toB;
    }

    /** Packets sent so far. */
    public long sent() {
        return toA.sent() + toB.sent();
    }

    /** A checksum of every packet sent and its time. */
    public long trace() {
        return trace.getValue();
    }

    /** Lets both send what they have. */
    public void flush() {
        a.transmit(now, (buf, from, size) -> send(b, Arrays.copyOfRange(buf, from, from + size)));
        b.transmit(now, (buf, from, size) -> send(a, Arrays.copyOfRange(buf, from, from + size)));
    }

    /** Puts a packet on the path, as if somebody had sent it. */
    public void send(Node to, byte[] packet) {
        trace.update(packet);
        trace.update((int) now);
        trace.update((int) (now >>> 32));
        linkTo(to).send(now, packet, packet.length);
    }

    /** Lets time pass until something is the case; false when it is not after that long. */
    public boolean run(long atMost, BooleanSupplier until) {
        long end = now + atMost;
        flush();
        while (!until.getAsBoolean()) {
            long arrival = Math.min(toA.nextArrival(), toB.nextArrival());
            long next = Math.min(arrival, Math.min(a.nextTimeout(), b.nextTimeout()));
            if (next > end) {
                now = end;
                return until.getAsBoolean();
            }
            now = Math.max(now, next);
            deliver(toA, a);
            deliver(toB, b);
            a.advance(now);
            b.advance(now);
            flush();
        }
        return true;
    }

    private void deliver(Link<byte[]> link, Node to) {
        byte[] packet = link.receive(now);
        while (packet != null) {
            to.receive(now, packet);
            packet = link.receive(now);
        }
    }

    /** Lets so much time pass. */
    public void run(long time) {
        run(time, () -> false);
    }
}
