package org.auralink.media.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import org.auralink.media.node.client.MediaClient;
import org.auralink.media.node.client.VideoPackets;

/**
 * All clients' receiving on one thread: counts media, opens a share of it to see how long it took, keeps up consent.
 * Opening all of it would cost the shared machine more than the node does.
 */
final class Receivers implements Runnable {
    private static final long CHECK_EVERY = 2_500_000_000L;
    private static final long STRAGGLERS = 300_000_000L;
    private static final long SELECT_MILLIS = 100;
    private static final int MAX_SAMPLES = 200_000;
    /** Packets opened per second over all subscribers, about. */
    private static final int SAMPLES_PER_SECOND = 2_000;

    private final List<MediaClient> clients;
    private final int sampleEvery;
    private final byte[] datagram = new byte[2000];
    private final byte[] plain = new byte[2000];
    private final ByteBuffer read = ByteBuffer.allocateDirect(2000);
    private final Delays all = new Delays(MAX_SAMPLES);
    private final Delays attacked = new Delays(MAX_SAMPLES);
    private final Delays calm = new Delays(MAX_SAMPLES);
    private long received;
    private volatile long finishAt = Long.MAX_VALUE;

    Receivers(List<MediaClient> clients, int packetsPerSecond) {
        this.clients = clients;
        // Prime, so that it is in step with nothing.
        int wanted = Math.max(1, (clients.size() - 1) * packetsPerSecond / SAMPLES_PER_SECOND);
        sampleEvery = wanted == 1
                ? 1
                : java.math.BigInteger.valueOf(wanted).nextProbablePrime().intValue();
    }

    /** Ends when what is under way has arrived. */
    void finish() {
        finishAt = System.nanoTime() + STRAGGLERS;
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            for (MediaClient client : clients) {
                client.channel().register(selector, SelectionKey.OP_READ, client);
            }
            long checkAt = System.nanoTime();
            for (long now = checkAt; finishAt == Long.MAX_VALUE || now - finishAt < 0; now = System.nanoTime()) {
                if (now - checkAt >= 0) {
                    checkAt = now + CHECK_EVERY;
                    for (MediaClient client : clients) {
                        client.check();
                    }
                }
                selector.select(this::read, SELECT_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key) {
        MediaClient client = (MediaClient) key.attachment();
        try {
            while (true) {
                read.clear();
                int size = client.channel().read(read);
                if (size <= 0) {
                    return;
                }
                if (isMedia(read.get(0), read.get(1))) {
                    take(client, size);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** RFC 7983 and RFC 5761 4: RTP, not STUN, DTLS or RTCP. */
    private static boolean isMedia(byte first, byte second) {
        int type = second & 0x7F;
        return (first & 0xC0) == 0x80 && (type < 64 || type > 95);
    }

    private void take(MediaClient client, int size) {
        received++;
        if (received % sampleEvery != 0) {
            return;
        }
        long now = System.nanoTime();
        read.get(0, datagram, 0, size);
        int opened = client.openRtp(datagram, size, plain);
        if (opened < VideoPackets.SMALLEST) {
            throw new IllegalStateException("a subscriber cannot open what the node sent: " + opened);
        }
        long sentAt = ByteBuffer.wrap(plain).getLong(VideoPackets.SENT_AT);
        all.add(Weather.part(sentAt), now - sentAt);
        switch (Weather.at(sentAt)) {
            case ATTACK -> attacked.add(Weather.part(sentAt), now - sentAt);
            case CALM -> calm.add(Weather.part(sentAt), now - sentAt);
            case CLEARING -> {
                // What the attack left in the buffers is no fault of the calm.
            }
        }
    }

    /** Media packets received. After the thread has ended. */
    long received() {
        return received;
    }

    /** Delays of all packets, of those sent during the attacks of {@link Weather}, and in between. After the end. */
    String delays() {
        return all.summary() + " " + attacked.summary() + " " + calm.summary();
    }
}
