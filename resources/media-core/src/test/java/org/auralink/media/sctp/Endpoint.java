package org.auralink.media.sctp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.auralink.media.netem.Node;

/** One side of an association under test, and all it was told. */
class Endpoint implements AssociationEvents, Node {
    static final int PORT = 5_000;

    record Message(int stream, int ppid, byte[] bytes) {
        Message {
            bytes = bytes.clone();
        }

        /** What {@link #numbered} wrote into it. */
        int number() {
            return (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        }
    }

    final SctpAssociation association;
    final List<Message> received = new ArrayList<>();
    final List<Integer> outgoingResets = new ArrayList<>();
    final List<Integer> incomingResets = new ArrayList<>();
    final List<Integer> low = new ArrayList<>();
    int connected;
    int restarted;
    EndReason ended;
    boolean keepsMessages = true;
    long receivedBytes;

    Endpoint(long seed) {
        this(SctpLimits.DEFAULT, new Random(seed));
    }

    Endpoint(SctpLimits limits, RandomGenerator random) {
        association = new SctpAssociation(PORT, PORT, limits, random, this);
    }

    /** Random numbers that begin with these: the tag and the first TSN. */
    static RandomGenerator beginningWith(long seed, int... ints) {
        return new Random(seed) {
            private int next;

            @Override
            public int nextInt() {
                return next < ints.length ? ints[next++] : super.nextInt();
            }

            @Override
            public void nextBytes(byte[] bytes) {
                Arrays.fill(bytes, (byte) seed);
            }
        };
    }

    /** A message of that many bytes, at least four, that says which one it is and whose content follows from that. */
    static byte[] numbered(int number, int size) {
        byte[] bytes = new byte[Math.max(4, size)];
        for (int n = 4; n < bytes.length; n++) {
            bytes[n] = (byte) (number * 31 + n * 7);
        }
        bytes[0] = (byte) (number >>> 24);
        bytes[1] = (byte) (number >>> 16);
        bytes[2] = (byte) (number >>> 8);
        bytes[3] = (byte) number;
        return bytes;
    }

    SendOutcome send(long now, int stream, byte[] bytes, Delivery delivery) {
        return association.send(now, stream, 53, bytes, 0, bytes.length, delivery);
    }

    List<Integer> numbers(int stream) {
        return received.stream()
                .filter(message -> message.stream() == stream)
                .map(Message::number)
                .toList();
    }

    /** Whether every message is what {@link #numbered} made. */
    boolean allIntact() {
        return received.stream()
                .allMatch(
                        message -> Arrays.equals(message.bytes(), numbered(message.number(), message.bytes().length)));
    }

    @Override
    public void receive(long now, byte[] packet) {
        association.receive(now, packet, 0, packet.length);
    }

    @Override
    public void advance(long now) {
        association.advance(now);
    }

    @Override
    public long nextTimeout() {
        return association.nextTimeoutNanos();
    }

    @Override
    public void transmit(long now, Output output) {
        association.transmit(now, output::send);
    }

    @Override
    public void onConnected(long now) {
        connected++;
    }

    @Override
    public void onRestarted(long now) {
        restarted++;
    }

    @Override
    public void onMessage(long now, int stream, int ppid, byte[] buf, int from, int size) {
        receivedBytes += size;
        if (keepsMessages) {
            received.add(new Message(stream, ppid, Arrays.copyOfRange(buf, from, from + size)));
        }
    }

    @Override
    public void onOutgoingReset(long now, int[] streams) {
        Arrays.stream(streams).forEach(outgoingResets::add);
    }

    @Override
    public void onIncomingReset(long now, int[] streams) {
        Arrays.stream(streams).forEach(incomingResets::add);
    }

    @Override
    public void onBufferedAmountLow(long now, int stream) {
        low.add(stream);
    }

    @Override
    public void onEnded(long now, EndReason reason) {
        ended = reason;
    }
}
