package org.auralink.media.sctp;

/** What goes out of data: within the peer's window and the path's (RFC 9260 6.1, 7.2), again when lost (6.3.3, 7.2.4). */
final class DataSender {
    /** Chunks that one acknowledgement makes us look at: blocks that overlap could make it many times what is sent. */
    private static final int WORK_PER_OUTSTANDING = 2;

    private static final int MAX_IDLE = 32;
    private static final int MAX_DOUBLINGS = 4;

    private final SendQueue queue;
    private final Outstanding outstanding;
    private final CongestionWindow window;
    private final RetransmissionTimeout timeout;
    private final SctpCounters counters;
    private final SkippedStreams skipped;
    private final SackChunk sack = new SackChunk();
    private final RetryTimer timer = new RetryTimer();
    private final RetryTimer probe = new RetryTimer();
    private final long maxTimeout;
    private final int maxFragment;
    private long peerWindow;
    private long lostFrom;
    /** Packets that may leave whatever the window says (7.2.4, 3). */
    private int free;

    private boolean mayProbe;
    private int probes;
    private long lastSentAt = Long.MIN_VALUE;

    DataSender(
            int initialTsn,
            Peer peer,
            SctpLimits limits,
            SendQueue queue,
            RetransmissionTimeout timeout,
            SctpCounters counters) {
        this.queue = queue;
        this.timeout = timeout;
        this.counters = counters;
        outstanding = new Outstanding(initialTsn, limits, queue, counters, peer.forwardsTsn());
        window = new CongestionWindow(limits.maxPacket() - PacketReader.HEADER, limits.sendBuffer());
        skipped = new SkippedStreams(outstanding, limits);
        maxFragment = limits.maxFragment();
        maxTimeout = limits.times().maxTimeout().toNanos();
        peerWindow = peer.window();
    }

    /**
     * Takes the packet's present chunk, a SACK (6.2.1).
     *
     * @return whether it shows that the peer goes on: something new arrived there, or it has no room for it
     */
    boolean onSack(long now, PacketReader packet) {
        if (!sack.read(packet)) {
            counters.add(SctpDrop.MALFORMED_CHUNK);
            return false;
        }
        long cumulative = SerialNumbers.unwrapTsn(outstanding.first() - 1, sack.cumulativeTsn());
        if (cumulative >= outstanding.next()) {
            counters.add(SctpDrop.BAD_ACKNOWLEDGEMENT);
            return false;
        }
        if (cumulative < outstanding.first() - 1) {
            counters.add(SctpDrop.DUPLICATE);
            return false;
        }
        boolean advanced = cumulative >= outstanding.first();
        outstanding.acknowledgeUpTo(cumulative);
        long highest = acknowledgeBlocks(cumulative);
        if (outstanding.measurable() != Long.MIN_VALUE) {
            timeout.measured(now - outstanding.measurable());
        }
        boolean more = window.isRecovering() && advanced;
        boolean lost = outstanding.findLost(now, more ? highest : 0, queue.isEmpty());
        boolean some = outstanding.acknowledged() > 0;
        window.acknowledged(outstanding.acknowledged(), outstanding.flight(), cumulative, advanced);
        if (lost) {
            lostFrom = outstanding.first();
            free = window.lost(outstanding.next() - 1) ? 1 : free;
        }
        peerWindow = Math.max(0, sack.window() - outstanding.flight());
        restartTimer(now, advanced);
        skipped.onAcknowledged(now, timeout.roundTrip());
        return some || sack.window() == 0;
    }

    private long acknowledgeBlocks(long cumulative) {
        long work = WORK_PER_OUTSTANDING * (outstanding.next() - outstanding.first());
        long highest = cumulative;
        for (int n = 0; n < sack.gaps() && work > 0; n++) {
            long to = cumulative + sack.gapEnd(n);
            work -= 1 + outstanding.acknowledgeBlock(cumulative + sack.gapStart(n), to);
            highest = Math.max(highest, Math.min(to, outstanding.next() - 1));
        }
        return highest;
    }

    private void restartTimer(long now, boolean advanced) {
        if (outstanding.isEmpty()) {
            timer.stop();
        } else if (advanced) {
            timer.start(now + timeout.nanos());
        }
    }

    /** A SHUTDOWN acknowledges as a SACK does (9.2). */
    void onShutdown(long now, int cumulativeTsn) {
        long cumulative = SerialNumbers.unwrapTsn(outstanding.first() - 1, cumulativeTsn);
        if (cumulative < outstanding.next() && cumulative >= outstanding.first()) {
            outstanding.acknowledgeUpTo(cumulative);
            restartTimer(now, true);
        }
    }

    /** T3; true when it expired: nothing was acknowledged in time. */
    boolean advance(long now) {
        mayProbe |= probe.expires(now);
        if (!timer.expires(now)) {
            return false;
        }
        counters.addTimeout();
        timeout.backOff();
        window.timedOut();
        // What is not under way does not fill the peer's window (6.2.1).
        peerWindow += outstanding.flight();
        outstanding.loseAll(now);
        peerWindow -= outstanding.flight();
        lostFrom = outstanding.first();
        skipped.onTimeout();
        timer.start(now + timeout.nanos());
        return true;
    }

    /** When {@link #advance} has something to do. */
    long nextTimeout() {
        return Math.min(timer.dueAt(), probe.dueAt());
    }

    /** Whether something can leave now. */
    boolean isReady() {
        return skipped.isDue() || outstanding.hasLost() && mayRepeat() || mayBegin();
    }

    private boolean mayRepeat() {
        return free > 0 || outstanding.flight() < window.bytes();
    }

    /** New data: after all that is lost, within both windows; and one chunk at times when the peer's is shut (6.1 A). */
    private boolean mayBegin() {
        if (queue.isEmpty() || outstanding.hasLost() || outstanding.isFull()) {
            return false;
        }
        long flight = outstanding.flight();
        return peerWindow > 0 ? flight < window.bytes() : flight == 0 && mayProbe;
    }

    /** Writes what may leave, until so many packets were written. */
    void write(long now, PacketWriter packet, long maxPackets) {
        writeSkipped(now, packet);
        writeLost(now, packet, maxPackets);
        writeNew(now, packet, maxPackets);
        writeSkipped(now, packet);
        window.sent(outstanding.flight());
        waitForPeer(now);
    }

    /** While the peer's window is shut, it is asked with a chunk after a timeout, and then less and less often (6.1 A). */
    private void waitForPeer(long now) {
        if (peerWindow > 0) {
            probe.stop();
            mayProbe = false;
            probes = 0;
        } else if (outstanding.flight() == 0 && !queue.isEmpty() && !mayProbe && !probe.isRunning()) {
            probe.start(now + Math.min(maxTimeout, timeout.nanos() << probes));
            probes = Math.min(probes + 1, MAX_DOUBLINGS);
        }
    }

    private void writeSkipped(long now, PacketWriter packet) {
        if (skipped.isDue() && skipped.write(now, packet)) {
            startTimer(now);
        }
    }

    private void writeLost(long now, PacketWriter packet, long maxPackets) {
        long until = packet.packets() + 1;
        while (outstanding.hasLost() && mayRepeat() && packet.packets() < maxPackets) {
            long tsn = outstanding.firstLost(now, lostFrom);
            lostFrom = tsn;
            if (tsn == outstanding.next()) {
                break;
            }
            if (tsn == outstanding.first()) {
                timer.start(now + timeout.nanos());
            }
            writeChunk(now, packet, outstanding.at(tsn), tsn);
            if (packet.packets() >= until) {
                free = 0;
            }
        }
        free = 0;
        skipped.look();
    }

    private void writeNew(long now, PacketWriter packet, long maxPackets) {
        slowDownAfterIdling(now);
        while (mayBegin() && packet.packets() < maxPackets) {
            OutgoingMessage message = queue.next(now);
            if (message == null) {
                return;
            }
            if (message.sent > 0 && message.isExpired(now) && outstanding.abandonUnsent(message)) {
                skipped.look();
                continue;
            }
            int size = fragment(packet, message.size - message.sent);
            if (outstanding.flight() > 0 && DataChunk.HEADER + FieldCursor.padded(size) > peerWindow) {
                return;
            }
            long tsn = outstanding.next();
            SentChunk chunk = outstanding.add(message, size);
            queue.sent(message, size);
            writeChunk(now, packet, chunk, tsn);
            peerWindow = Math.max(0, peerWindow - chunk.wireSize());
            mayProbe = false;
        }
    }

    /** Bytes of the next part: what the packet has room for, if that is a good part of one. */
    private int fragment(PacketWriter packet, int rest) {
        int whole = Math.min(rest, maxFragment);
        int room = packet.room() - DataChunk.HEADER & ~3;
        if (room >= whole) {
            return whole;
        }
        return room >= maxFragment / 2 ? room : whole;
    }

    private void writeChunk(long now, PacketWriter packet, SentChunk chunk, long tsn) {
        OutgoingMessage message = chunk.message();
        packet.require(DataChunk.HEADER + chunk.size);
        outstanding.sent(chunk, now);
        // Nothing more may leave until this is acknowledged, so that is not to be delayed (6.1, RFC 7053 4).
        boolean full = outstanding.flight() >= window.bytes() || peerWindow <= chunk.wireSize();
        packet.open(ChunkType.DATA, full ? chunk.flags | DataChunk.IMMEDIATE : chunk.flags);
        packet.putInt((int) tsn);
        packet.putShort(message.stream.id);
        packet.putShort(message.unordered ? 0 : message.ssn);
        packet.putInt(message.ppid);
        packet.putBytes(message.bytes, message.from + chunk.offset, chunk.size);
        packet.close();
        lastSentAt = now;
        startTimer(now);
    }

    private void startTimer(long now) {
        if (!timer.isRunning()) {
            timer.start(now + timeout.nanos());
        }
    }

    private void slowDownAfterIdling(long now) {
        if (outstanding.isEmpty() && lastSentAt != Long.MIN_VALUE && !queue.isEmpty()) {
            window.idle(Math.min(MAX_IDLE, (now - lastSentAt) / timeout.nanos()));
        }
    }

    /** Whether all that was sent was acknowledged. */
    boolean isAcknowledged() {
        return outstanding.isEmpty();
    }

    /** TSN of what was sent last. */
    int lastTsn() {
        return (int) (outstanding.next() - 1);
    }

    /** TSN up to which the peer acknowledged. */
    long acknowledgedUpTo() {
        return outstanding.first() - 1;
    }

    /** cwnd, bytes. */
    long congestionWindow() {
        return window.bytes();
    }

    void clear() {
        outstanding.clear();
        timer.stop();
        probe.stop();
    }
}
