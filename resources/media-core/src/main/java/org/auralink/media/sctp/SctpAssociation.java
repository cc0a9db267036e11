package org.auralink.media.sctp;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One SCTP association over one DTLS association (RFC 9260, RFC 8261). It is given what arrives and the time, and asked
 * for what is to leave: after every {@link #receive}, {@link #advance} and {@link #send}, or a batch of them, call {@link
 * #transmit}. Times are nanoseconds of one clock. One thread; events are told from within these methods, and whoever
 * hears them may call {@link #send}, {@link #resetStream}, {@link #shutdown} and {@link #abort}.
 */
public final class SctpAssociation {
    private static final long BETWEEN_BURSTS = 1_000_000;
    private static final int ROUNDS = 4;

    private final SctpLimits limits;
    private final int localPort;
    private final int remotePort;
    private final RandomGenerator random;
    private final AssociationEvents events;
    private final SctpCounters counters = new SctpCounters();
    private final PacketReader reader;
    private final PacketWriter writer;
    private final Replies replies;
    private final Farewell farewell = new Farewell();
    private final SendQueue queue;
    private final Handshake handshake;
    private final RetryTimer burst = new RetryTimer();
    private @Nullable Transfer transfer;
    private boolean over;
    private long now;

    /**
     * @param localPort ours, as {@code a=sctp-port} says
     * @param remotePort the peer's
     * @param random for tags, cookies and the first TSN; a secure one, unless it is a test
     */
    public SctpAssociation(
            int localPort, int remotePort, SctpLimits limits, RandomGenerator random, AssociationEvents events) {
        this.limits = limits;
        this.localPort = localPort;
        this.remotePort = remotePort;
        this.random = random;
        this.events = events;
        reader = new PacketReader(limits.maxChunks());
        writer = new PacketWriter(localPort, remotePort, limits.maxPacket());
        replies = new Replies(limits, counters);
        queue = new SendQueue(limits, counters);
        handshake = new Handshake(limits, random);
    }

    /** Calls the peer (RFC 9260 5.1 A). It may call at the same time, and does with data channels. */
    public void connect(long time) {
        now = time;
        if (!over && transfer == null && handshake.isIdle()) {
            handshake.start();
        }
    }

    public AssociationState state() {
        if (over) {
            return AssociationState.ENDED;
        }
        Transfer present = transfer;
        return present == null
                ? AssociationState.CONNECTING
                : present.shutdown().state();
    }

    /** Takes a packet. Never throws for what is in it. */
    public void receive(long time, byte[] buf, int from, int size) {
        now = time;
        if (over) {
            return;
        }
        if (!reader.read(buf, from, size)) {
            counters.add(SctpDrop.MALFORMED_PACKET);
        } else if (reader.sourcePort() != remotePort || reader.destinationPort() != localPort) {
            counters.add(SctpDrop.WRONG_PORT);
        } else {
            takeChunks();
        }
    }

    private void takeChunks() {
        boolean first = true;
        while (!over && reader.next()) {
            if (first && !Admission.isGranted(reader, handshake, transfer)) {
                counters.add(SctpDrop.WRONG_TAG);
                return;
            }
            if (!take(first)) {
                break;
            }
            first = false;
        }
        if (reader.isMalformed()) {
            counters.add(SctpDrop.MALFORMED_CHUNK);
        }
        Transfer present = transfer;
        if (present != null && !over && !first) {
            present.onPacketEnd(now);
        }
    }

    /** Takes the present chunk; false when what is behind it is not to be looked at. */
    private boolean take(boolean first) {
        switch (reader.type()) {
            case ChunkType.INIT, ChunkType.INIT_ACK -> onInit(first);
            case ChunkType.COOKIE_ECHO -> {
                return first && onCookieEcho();
            }
            case ChunkType.COOKIE_ACK -> onCookieAck();
            case ChunkType.ABORT -> end(EndReason.PEER_ABORTED);
            case ChunkType.ERROR -> onError();
            default -> {
                Transfer present = transfer;
                if (present == null) {
                    counters.add(SctpDrop.OUT_OF_PLACE);
                    return false;
                }
                return take(present);
            }
        }
        return true;
    }

    private boolean take(Transfer present) {
        boolean further = present.take(now, reader);
        byte[] fault = present.fault();
        if (fault != null) {
            abort(fault, EndReason.PROTOCOL_VIOLATION);
        } else if (present.shutdown().isComplete()) {
            if (present.shutdown().isToBeConfirmed()) {
                sayFarewell(ChunkType.SHUTDOWN_COMPLETE, new byte[0]);
            }
            end(EndReason.SHUTDOWN);
        }
        return further;
    }

    private void onInit(boolean first) {
        InitChunk chunk = first && reader.isAlone() ? InitChunk.read(reader) : null;
        boolean call = reader.type() == ChunkType.INIT;
        if (chunk == null) {
            counters.add(SctpDrop.MALFORMED_CHUNK);
        } else if (!call && !handshake.onInitAck(chunk)) {
            counters.add(SctpDrop.OUT_OF_PLACE);
        } else if (call) {
            handshake.onInit(now, chunk, transfer);
        }
    }

    /** RFC 9260 5.2.4: what a cookie means depends on whose tags in it are known. */
    private boolean onCookieEcho() {
        StateCookie cookie = handshake.onCookieEcho(now, reader);
        if (cookie == null) {
            counters.add(SctpDrop.BAD_COOKIE);
            return false;
        }
        Transfer present = transfer;
        if (present == null) {
            // A first cookie, or the one that crossed ours (cases B and D).
            establish(cookie.localTag(), cookie.localTsn(), cookie.peer());
        } else if (cookie.localTag() == present.localTag()
                && cookie.peer().tag() == present.peer().tag()) {
            // Case D again: our answer was lost.
            replies.add(ChunkType.COOKIE_ACK);
            return true;
        } else if (cookie.tieTag() == present.localTag()
                && cookie.peerTieTag() == present.peer().tag()
                && present.shutdown().state() != AssociationState.SHUTDOWN_ACK_SENT) {
            restart(present, cookie);
        } else {
            counters.add(SctpDrop.OUT_OF_PLACE);
            return false;
        }
        replies.add(ChunkType.COOKIE_ACK);
        return true;
    }

    private void restart(Transfer present, StateCookie cookie) {
        present.clear();
        queue.clear();
        replies.clear();
        transfer = newTransfer(cookie.localTag(), cookie.localTsn(), cookie.peer());
        events.onRestarted(now);
    }

    private void onCookieAck() {
        Peer peer = handshake.peer();
        if (transfer == null && peer != null) {
            establish(handshake.localTag(), handshake.localTsn(), peer);
        }
    }

    private void establish(int localTag, int localTsn, Peer peer) {
        transfer = newTransfer(localTag, localTsn, peer);
        handshake.finish();
        events.onConnected(now);
    }

    private Transfer newTransfer(int localTag, int localTsn, Peer peer) {
        return new Transfer(now, localTag, localTsn, peer, limits, random, queue, replies, counters, events);
    }

    private void onError() {
        FieldCursor cause = new FieldCursor();
        cause.reset(reader.bytes(), reader.value(), reader.valueSize());
        while (cause.next()) {
            if (cause.type() == ErrorCause.STALE_COOKIE) {
                handshake.onStaleCookie();
            }
        }
    }

    /**
     * Sends a message. It waits for the handshake, its turn and both windows.
     *
     * @param stream below the streams agreed on
     * @param ppid what it is (RFC 8831 8)
     * @param buf kept until the message arrived, so it must not change any more; many may share it
     */
    public SendOutcome send(long time, int stream, int ppid, byte[] buf, int from, int size, Delivery delivery) {
        Transfer present = transfer;
        AssociationState state = state();
        boolean open = state == AssociationState.CONNECTING || state == AssociationState.ESTABLISHED;
        if (!open || present != null && stream >= present.peer().outgoingStreams()) {
            return SendOutcome.NOT_OPEN;
        }
        return queue.add(time, stream, ppid, buf, from, size, delivery);
    }

    /**
     * Begins a stream anew once all that waits on it is sent (RFC 6525 5.1.2). It takes no messages until then; those
     * sent after the peer was asked leave when it answered.
     *
     * @return whether {@link AssociationEvents#onOutgoingReset} will tell of it; not when an earlier reset is under way
     */
    public boolean resetStream(int stream) {
        return !over && stream < limits.maxStreams() && queue.drain(stream);
    }

    /** Ends it once all that waits has arrived (RFC 9260 9.2). */
    public void shutdown(long time) {
        now = time;
        Transfer present = transfer;
        if (present == null) {
            end(EndReason.SHUTDOWN);
        } else {
            present.shutdown().begin();
        }
    }

    /** Ends it at once (RFC 9260 9.1); {@link #transmit} still tells the peer, with these words. */
    public void abort(long time, String why) {
        now = time;
        abort(ErrorCause.of(ErrorCause.USER_ABORT, why), EndReason.ABORTED);
    }

    private void abort(byte[] cause, EndReason reason) {
        if (!over) {
            sayFarewell(ChunkType.ABORT, cause);
            end(reason);
        }
    }

    private void sayFarewell(int type, byte[] value) {
        Transfer present = transfer;
        Peer peer = present == null ? handshake.peer() : present.peer();
        if (peer != null) {
            farewell.set(peer.tag(), type, value);
        }
    }

    private void end(EndReason reason) {
        Transfer present = transfer;
        if (over) {
            return;
        }
        over = true;
        handshake.finish();
        if (present != null) {
            present.clear();
        }
        queue.clear();
        replies.clear();
        events.onEnded(now, reason);
    }

    /** Does what is due by this time. */
    public void advance(long time) {
        now = time;
        Transfer present = transfer;
        burst.expires(time);
        if (over) {
            return;
        }
        boolean answered = handshake.advance(time);
        if (!answered || present != null && !present.advance(time)) {
            end(EndReason.UNREACHABLE);
        }
    }

    /** When {@link #advance} has something to do, {@code Long.MAX_VALUE} for never. */
    public long nextTimeoutNanos() {
        Transfer present = transfer;
        if (over) {
            return RetryTimer.NEVER;
        }
        long next = Math.min(handshake.nextTimeout(), burst.dueAt());
        return present == null ? next : Math.min(next, present.nextTimeout());
    }

    /** Hands out the packets that may leave now. */
    public void transmit(long time, PacketSink sink) {
        now = time;
        handshake.write(time, writer, sink);
        for (int round = 0; round < ROUNDS; round++) {
            Transfer present = transfer;
            if (over || present == null) {
                break;
            }
            long most = writer.packets() + limits.maxBurst();
            writer.begin(sink, present.peer().tag());
            present.write(time, writer, most);
            writer.send();
            if (writer.packets() >= most && present.sender().isReady()) {
                burst.start(time + BETWEEN_BURSTS);
            }
            if (!tellLow(time)) {
                break;
            }
        }
        farewell.write(writer, sink);
    }

    private boolean tellLow(long time) {
        boolean told = false;
        for (int stream = queue.pollLow(); stream >= 0; stream = queue.pollLow()) {
            told = true;
            events.onBufferedAmountLow(time, stream);
        }
        return told;
    }

    /** Bytes that wait to be sent on a stream and are in no packet yet. */
    public long bufferedAmount(int stream) {
        return queue.buffered(stream);
    }

    /** At or below how many of these {@link AssociationEvents#onBufferedAmountLow} is told; it is not before this. */
    public void bufferedAmountLowThreshold(int stream, long bytes) {
        queue.lowThreshold(stream, bytes);
    }

    /**
     * Shuts the window for the peer by so many bytes that were delivered and that the application still has, such as those
     * that wait for a slower receiver; zero opens it again.
     */
    public void unread(long bytes) {
        Transfer present = transfer;
        if (present != null && !over) {
            present.receiver().unread(bytes);
        }
    }

    /** Streams we may send on, as far as is known. */
    public int outgoingStreams() {
        Transfer present = transfer;
        return present == null ? limits.maxStreams() : present.peer().outgoingStreams();
    }

    /** Bytes kept of what is to be sent, or sent and not acknowledged. */
    public long held() {
        return queue.held();
    }

    /** Bytes kept of what arrived and cannot be delivered yet. */
    public long kept() {
        Transfer present = transfer;
        return present == null ? 0 : present.receiver().kept();
    }

    public SctpCounters counters() {
        return counters;
    }
}
