package org.auralink.media.sctp;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Asks a silent peer whether it is there (RFC 9260 8.3). */
final class Heartbeats {
    private static final int HEARTBEAT_INFO = 1;
    private static final int INFO = 20;

    private final RandomGenerator random;
    private final RetransmissionTimeout timeout;
    private final long interval;
    private final RetryTimer timer = new RetryTimer();
    private boolean waiting;
    private boolean due;
    private long nonce;
    private long askedAt;

    Heartbeats(long now, SctpTimes times, RandomGenerator random, RetransmissionTimeout timeout) {
        this.random = random;
        this.timeout = timeout;
        interval = times.heartbeatInterval().toNanos();
        timer.start(now + interval);
    }

    /** The peer was heard: it is asked that much later. */
    void onHeard(long now) {
        if (!waiting) {
            timer.start(now + interval);
        }
    }

    /** Takes the packet's present chunk, a HEARTBEAT ACK; true when it answers what was asked. */
    boolean onAnswer(long now, PacketReader packet) {
        if (!waiting || packet.valueSize() != INFO) {
            return false;
        }
        ByteBuffer info = ByteBuffer.wrap(packet.bytes(), packet.value(), INFO).slice();
        if (info.getLong(4) != nonce || info.getLong(12) != askedAt) {
            return false;
        }
        timeout.measured(now - askedAt);
        waiting = false;
        timer.start(now + interval);
        return true;
    }

    /** True when the peer did not answer in time. */
    boolean advance(long now) {
        if (!timer.expires(now)) {
            return false;
        }
        boolean unanswered = waiting;
        if (unanswered) {
            timeout.backOff();
        }
        waiting = true;
        due = true;
        nonce = random.nextLong();
        askedAt = now;
        timer.start(now + timeout.nanos());
        return unanswered;
    }

    /** When {@link #advance} has something to do. */
    long nextTimeout() {
        return timer.dueAt();
    }

    /** Writes a HEARTBEAT when one is due (3.3.5). */
    void write(PacketWriter packet) {
        if (!due) {
            return;
        }
        due = false;
        packet.require(FieldCursor.HEADER + INFO);
        packet.open(ChunkType.HEARTBEAT, 0);
        packet.putShort(HEARTBEAT_INFO);
        packet.putShort(INFO);
        packet.putInt((int) (nonce >>> 32));
        packet.putInt((int) nonce);
        packet.putInt((int) (askedAt >>> 32));
        packet.putInt((int) askedAt);
        packet.close();
    }
}
