package org.auralink.media.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.auralink.media.node.client.MediaClient;
import org.auralink.media.node.client.ParticipantClient;
import org.auralink.media.node.client.VideoPackets;
import org.auralink.media.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/** All participants' receiving, and the sending of data, on one thread. The first participant sends. */
final class Crowd implements Runnable {
    private static final long SECOND = 1_000_000_000L;
    private static final long CHECK_EVERY = 5 * SECOND / 2;
    private static final long SELECT_MILLIS = 1;
    private static final long SILENCE = SECOND / 2;
    private static final int MOST_SILENCES = 10;
    /** Nothing comes any more after so long without a message: longer than SCTP waits before it sends once more. */
    private static final long MESSAGES_LOST = 5 * SECOND;
    /** One of so many media packets is opened, to see how long it took. */
    private static final int SAMPLE_EVERY = 13;

    private record Seat(MediaClient media, DataEnd data) {}

    private final ServerSettings settings;
    private final List<Seat> seats = new ArrayList<>();
    private final Demultiplexer demultiplexer = new Demultiplexer(this::media);
    private final byte[] datagram = new byte[Demultiplexer.DATAGRAM];
    private final byte[] plain = new byte[Demultiplexer.DATAGRAM];
    private final RtpPacket packet = new RtpPacket();
    private volatile Tally tally = new Tally();
    private volatile @Nullable Tally next;
    private volatile boolean sending;
    private volatile boolean over;
    private long messages;
    private long sendingSince;
    private long packets;

    Crowd(ServerSettings settings, List<ParticipantClient> participants) {
        this.settings = settings;
        long now = System.nanoTime();
        for (ParticipantClient each : participants) {
            MediaClient media = each.media();
            var data = new DataEnd(now, media, sentAt -> tally.message(sentAt, System.nanoTime()));
            seats.add(new Seat(media, data));
        }
    }

    /** Whether the first participant sends data. */
    void setSending(boolean nowSending) {
        sending = nowSending;
    }

    /**
     * Returns once no media arrives any more: what is late is not to count as something else. Some servers never fall
     * silent, since they look for room on the way with what they sent before.
     */
    void awaitSilence() {
        long seen = -1;
        for (int i = 0; i < MOST_SILENCES && seen != tally.media(); i++) {
            seen = tally.media();
            LockSupport.parkNanos(SILENCE);
        }
    }

    /** Returns once every reliable message has arrived at everybody else, or none any more does. */
    void awaitMessages() {
        if (settings.lossy()) {
            return;
        }
        long awaited = tally.sentMessages() * (seats.size() - 1);
        long seen = tally.messages();
        long since = System.nanoTime();
        while (seen < awaited && System.nanoTime() - since < MESSAGES_LOST) {
            LockSupport.parkNanos(SECOND / 100);
            if (tally.messages() != seen) {
                seen = tally.messages();
                since = System.nanoTime();
            }
        }
    }

    /** Counts anew from now on; returns when it does. */
    Tally count() {
        var anew = new Tally();
        next = anew;
        while (next != null) {
            LockSupport.parkNanos(SECOND / 1_000);
        }
        return anew;
    }

    void finish() {
        over = true;
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            for (Seat seat : seats) {
                seat.media.channel().register(selector, SelectionKey.OP_READ, seat);
            }
            long checkAt = System.nanoTime();
            while (!over) {
                long now = System.nanoTime();
                Tally anew = next;
                if (anew != null) {
                    anew.begin(now);
                    tally = anew;
                    next = null;
                }
                if (now - checkAt >= 0) {
                    checkAt = now + CHECK_EVERY;
                    for (Seat seat : seats) {
                        seat.media.check();
                    }
                }
                sendDue(now);
                for (Seat seat : seats) {
                    seat.data.flush(now);
                }
                selector.select(this::read, SELECT_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sendDue(long now) {
        if (!sending || settings.messagesPerSecond() == 0) {
            return;
        }
        if (messages == 0) {
            sendingSince = now;
        }
        while (messages * SECOND / settings.messagesPerSecond() <= now - sendingSince) {
            messages++;
            if (seats.get(0).data.send(System.nanoTime(), settings.messageBytes(), settings.lossy())) {
                tally.sent();
            }
        }
    }

    private void read(SelectionKey key) {
        Seat seat = (Seat) key.attachment();
        try {
            demultiplexer.drain(seat.media, seat.data);
            seat.data.flush(System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void media(MediaClient to, ByteBuffer read, int size) {
        // Padding is shorter than what is published.
        if (size < settings.packetBytes()) {
            return;
        }
        tally.countMedia();
        if (packets++ % SAMPLE_EVERY != 0) {
            return;
        }
        read.get(0, datagram, 0, size);
        int opened = to.openRtp(datagram, size, plain);
        if (opened > 0 && packet.parse(plain, 0, opened)) {
            int at = packet.payloadOffset() + VideoPackets.SENT_AT - RtpPacket.FIXED_HEADER;
            tally.mediaTook(ByteBuffer.wrap(plain).getLong(at), System.nanoTime());
        }
    }
}
