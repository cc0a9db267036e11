package org.auralink.media.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.media.node.client.ClientCertificate;
import org.auralink.media.node.client.MediaClient;
import org.auralink.media.node.client.ParticipantClient;
import org.auralink.media.node.client.VideoPackets;
import org.jspecify.annotations.Nullable;

/**
 * People who come and go, for as long as standard input lasts: each of its lines is one of them, {@code URL TOKEN
 * SECONDS}. They send a camera's packets and data channels' first messages, receive what others send, say goodbye and
 * go, and a line tells of each: how long joining took, what was sent and received, or why it failed.
 */
final class Visits implements Runnable {
    static final String USAGE = "usage: media-load --visits, then lines of URL TOKEN SECONDS on standard input";

    /** As many handshakes as two cores bear beside the server's. */
    private static final int JOINS_AT_A_TIME = 4;

    private static final int SSRC = 0x1234;
    /** A packet each frame: a visit is to cost the server what comes with joining, rather than what comes with media. */
    private static final int PACKETS_PER_SECOND = 30;

    private static final int PACKET_BYTES = 1_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long BETWEEN_PACKETS = SECOND / PACKETS_PER_SECOND;
    private static final long CHECK_EVERY = 5 * SECOND / 2;
    private static final long PING_EVERY = 5 * SECOND;
    private static final long SELECT_MILLIS = 5;

    private final BufferedReader in;
    private final PrintStream out;
    private final ClientCertificate certificate = ClientCertificate.generate();
    private final ExecutorService joins = Executors.newFixedThreadPool(JOINS_AT_A_TIME);
    private final Queue<Visit> joined = new ConcurrentLinkedQueue<>();
    private final AtomicInteger under = new AtomicInteger();
    private final Demultiplexer demultiplexer = new Demultiplexer(this::arrived);
    private volatile boolean inputEnded;
    private long received;

    /** Somebody who has joined, until they go. */
    private static final class Visit {
        final ParticipantClient participant;
        final MediaClient media;
        final DataEnd data;
        final VideoPackets camera =
                new VideoPackets(SSRC, ParticipantClient.VIDEO_PAYLOAD_TYPE, PACKET_BYTES, PACKETS_PER_SECOND);
        final long until;
        long nextPacket;
        long nextCheck;
        long nextPing;
        long sent;
        long received;

        Visit(ParticipantClient participant, long now, int seconds) {
            this.participant = participant;
            media = participant.media();
            data = new DataEnd(now, media, sentAt -> {});
            until = now + seconds * SECOND;
            nextPacket = now;
            nextCheck = now;
            nextPing = now + PING_EVERY;
        }
    }

    /** @param in of the lines */
    Visits(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Returns when the lines have ended and everybody has gone.
     *
     * @throws IllegalArgumentException for a line that is no visit
     */
    void take() throws IOException, InterruptedException {
        var stays = new Thread(this, "stays");
        stays.start();
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                if (words.length != 3) {
                    throw new IllegalArgumentException(USAGE);
                }
                URI url = URI.create(words[0]);
                int seconds = Arguments.number("SECONDS", words[2], 1, 3_600, "");
                under.incrementAndGet();
                joins.execute(() -> join(url, words[1], seconds));
            }
        } finally {
            inputEnded = true;
            stays.join();
            joins.shutdownNow();
        }
    }

    private void join(URI url, String token, int seconds) {
        ParticipantClient participant = null;
        try {
            participant = new ParticipantClient(certificate, SSRC);
            participant.join(url, token, true, true);
            joined.add(new Visit(participant, System.nanoTime(), seconds));
        } catch (IOException | RuntimeException e) {
            failed(e);
            close(participant);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(Exception why) {
        out.println("failed " + why);
        under.decrementAndGet();
    }

    private static void close(@Nullable ParticipantClient participant) {
        try {
            if (participant != null) {
                participant.close();
            }
        } catch (IOException e) {
            // It is gone all the same.
        }
    }

    /** Everybody's stay. */
    @Override
    public void run() {
        List<Visit> visits = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            while (!inputEnded || under.get() > 0) {
                for (Visit visit = joined.poll(); visit != null; visit = joined.poll()) {
                    visit.media.channel().register(selector, SelectionKey.OP_READ, visit);
                    visits.add(visit);
                }
                long now = System.nanoTime();
                Iterator<Visit> each = visits.iterator();
                while (each.hasNext()) {
                    Visit visit = each.next();
                    if (!goesOn(visit, now)) {
                        each.remove();
                        close(visit.participant);
                    }
                }
                selector.select(this::read, SELECT_MILLIS);
            }
        } catch (IOException e) {
            out.println("failed " + e);
        }
    }

    /** Does what is due; false when the visit is over. */
    private boolean goesOn(Visit visit, long now) {
        if (now - visit.until >= 0) {
            out.printf(
                    "left joined_ms=%d sent=%d received=%d%n",
                    visit.participant.joinNanos() / 1_000_000, visit.sent, visit.received);
            under.decrementAndGet();
            return false;
        }
        try {
            if (now - visit.nextCheck >= 0) {
                visit.nextCheck += CHECK_EVERY;
                visit.media.check();
            }
            if (now - visit.nextPing >= 0) {
                visit.nextPing += PING_EVERY;
                visit.participant.ping();
            }
            while (now - visit.nextPacket >= 0) {
                visit.nextPacket += BETWEEN_PACKETS;
                byte[] packet = visit.camera.next(now);
                visit.sent += visit.media.sendRtp(packet, 0, packet.length) ? 1 : 0;
            }
            visit.data.flush(now);
            return true;
        } catch (IOException | RuntimeException e) {
            failed(e);
            return false;
        }
    }

    private void read(SelectionKey key) {
        Visit visit = (Visit) key.attachment();
        received = 0;
        try {
            demultiplexer.drain(visit.media, visit.data);
        } catch (IOException | RuntimeException e) {
            // What it does next fails too, and is told.
            key.cancel();
        }
        visit.received += received;
    }

    private void arrived(MediaClient to, ByteBuffer datagram, int size) {
        received++;
    }
}
