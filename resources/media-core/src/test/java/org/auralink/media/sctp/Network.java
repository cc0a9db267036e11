package org.auralink.media.sctp;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/** Two nodes and a path between them that delays, loses, repeats and reorders as its seed says. Time is simulated. */
public final class Network {
    public static final long MILLIS = 1_000_000;
    public static final long SECONDS = 1_000 * MILLIS;

    /** What is at an end of the path. */
    public interface Node {
        void receive(long now, byte[] packet);

        void advance(long now);

        long nextTimeout();

        void transmit(long now, PacketSink sink);
    }

    private record Packet(long at, long order, Node to, byte[] bytes) implements Comparable<Packet> {
        @Override
        public int compareTo(Packet other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    public long latency = 10 * MILLIS;
    public double loss;
    public double duplication;
    public double reordering;
    /** Nothing arrives that is sent before. */
    public long outageUntil = Long.MIN_VALUE;

    private final Node a;
    private final Node b;
    private final Random random;
    private final PriorityQueue<Packet> underWay = new PriorityQueue<>();
    private final CRC32 trace = new CRC32();
    private long order;
    private long now = 1 * SECONDS;
    private long sent;

    public Network(Node a, Node b, long seed) {
        this.a = a;
        this.b = b;
        random = new Random(seed);
    }

    public long now() {
        return now;
    }

    /** Packets sent so far. */
    public long sent() {
        return sent;
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
        sent++;
        trace.update(packet);
        trace.update((int) now);
        trace.update((int) (now >>> 32));
        if (now < outageUntil || random.nextDouble() < loss) {
            return;
        }
        underWay.add(new Packet(now + delay(), order++, to, packet));
        if (random.nextDouble() < duplication) {
            underWay.add(new Packet(now + delay(), order++, to, packet));
        }
    }

    private long delay() {
        return random.nextDouble() < reordering ? latency + (long) (random.nextDouble() * 4 * latency) : latency;
    }

    /** Lets time pass until something is the case; false when it is not after that long. */
    public boolean run(long atMost, BooleanSupplier until) {
        long end = now + atMost;
        flush();
        while (!until.getAsBoolean()) {
            long arrival = underWay.isEmpty() ? Long.MAX_VALUE : underWay.peek().at();
            long next = Math.min(arrival, Math.min(a.nextTimeout(), b.nextTimeout()));
            if (next > end) {
                now = end;
                return until.getAsBoolean();
            }
            now = Math.max(now, next);
            while (!underWay.isEmpty() && underWay.peek().at() <= now) {
                Packet packet = underWay.poll();
                packet.to().receive(now, packet.bytes());
            }
            a.advance(now);
            b.advance(now);
            flush();
        }
        return true;
    }

    /** Lets so much time pass. */
    public void run(long time) {
        run(time, () -> false);
    }
}
