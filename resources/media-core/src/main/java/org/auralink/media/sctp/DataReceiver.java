package org.auralink.media.sctp;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What comes in of data: notes it, makes messages of it, acknowledges it (RFC 9260 6.2), skips what is given up. */
final class DataReceiver {
    private static final int PACKETS_PER_ACKNOWLEDGEMENT = 2;

    private final ReceivedTsns tsns;
    private final Reassembly messages;
    private final SctpCounters counters;
    private final DataChunk data = new DataChunk();
    private final ForwardTsnChunk forward = new ForwardTsnChunk();
    private final RetryTimer delay = new RetryTimer();
    private final ArrayDeque<byte[]> acknowledgements = new ArrayDeque<>();
    private final int receiveBuffer;
    private final int most;
    private final int maxSize;
    private final int streams;
    private final long acknowledgeWithin;
    private long time;
    private long unread;
    private long advertised;
    private int packetsSince;
    private boolean inPacket;
    private boolean atOnce;

    DataReceiver(Peer peer, SctpLimits limits, SctpCounters counters, AssociationEvents events) {
        tsns = new ReceivedTsns(peer.initialTsn(), limits);
        messages = new Reassembly(
                limits, (stream, ppid, buf, from, size) -> events.onMessage(time, stream, ppid, buf, from, size));
        receiveBuffer = limits.receiveBuffer();
        advertised = receiveBuffer;
        most = limits.maxReplies();
        maxSize = limits.maxPacket() - PacketReader.HEADER;
        streams = peer.incomingStreams();
        this.counters = counters;
        acknowledgeWithin = limits.times().acknowledgeWithin().toNanos();
    }

    /**
     * Takes the packet's present chunk, a DATA.
     *
     * @param replies gets what the peer is to be told
     * @return the cause for which the association is to be aborted, null when all is well
     */
    byte @Nullable [] onData(long now, PacketReader packet, Replies replies) {
        time = now;
        if (!data.read(packet)) {
            counters.add(SctpDrop.MALFORMED_CHUNK);
            return null;
        }
        if (data.payloadSize() == 0) {
            return ErrorCause.noUserData(data.tsn());
        }
        long tsn = tsns.unwrap(data.tsn());
        inPacket = true;
        switch (tsns.kindOf(tsn)) {
            case DUPLICATE -> {
                tsns.addDuplicate(tsn);
                atOnce = true;
                counters.add(SctpDrop.DUPLICATE);
                return null;
            }
            case TOO_FAR -> {
                atOnce = true;
                counters.add(SctpDrop.OUT_OF_WINDOW);
                return null;
            }
            case NEW -> {
                return onNew(tsn, replies);
            }
        }
        return null;
    }

    private byte @Nullable [] onNew(long tsn, Replies replies) {
        boolean first = tsn == tsns.cumulative() + 1;
        atOnce |= data.isImmediate() || data.endsRun() || !first || tsns.hasGaps();
        if (data.stream() >= streams) {
            tsns.add(tsn);
            counters.add(SctpDrop.INVALID_STREAM);
            replies.error(ErrorCause.invalidStream(data.stream()));
            return null;
        }
        if (!messages.hasRoom(data.payloadSize(), first)) {
            atOnce = true;
            counters.add(SctpDrop.NO_ROOM);
            return first ? ErrorCause.of(ErrorCause.OUT_OF_RESOURCE, "parts that never become whole messages") : null;
        }
        tsns.add(tsn);
        return messages.add(tsn, data)
                ? null
                : ErrorCause.of(ErrorCause.PROTOCOL_VIOLATION, "a message larger than max-message-size");
    }

    /** Takes the packet's present chunk, a FORWARD TSN (RFC 3758 3.6). */
    void onForwardTsn(long now, PacketReader packet) {
        time = now;
        if (!forward.read(packet)) {
            counters.add(SctpDrop.MALFORMED_CHUNK);
            return;
        }
        inPacket = true;
        atOnce = true;
        long tsn = tsns.unwrap(forward.cumulativeTsn());
        if (tsn <= tsns.cumulative()) {
            return;
        }
        tsns.skipTo(tsn);
        messages.skipTo(tsn);
        for (int n = 0; n < forward.streams(); n++) {
            if (forward.stream(n) < streams) {
                messages.skipTo(forward.stream(n), forward.ssn(n));
            }
        }
    }

    /**
     * All of a packet was taken. Every second one with data is acknowledged, the last of a long message at once, as there
     * are senders who wait for that before they go on, any other after a while (6.2). Each
     * acknowledgement says what was there then, even if many packets come in one batch: peers count acknowledgements to
     * open their window, and to find what is lost.
     */
    void onPacketEnd(long now) {
        if (!inPacket) {
            return;
        }
        inPacket = false;
        packetsSince++;
        if (atOnce || packetsSince >= PACKETS_PER_ACKNOWLEDGEMENT) {
            acknowledge();
        } else if (!delay.isRunning()) {
            delay.start(now + acknowledgeWithin);
        }
    }

    private void acknowledge() {
        if (acknowledgements.size() == most) {
            acknowledgements.pollLast();
        }
        advertised = window();
        acknowledgements.add(tsns.acknowledgement(advertised, maxSize));
        atOnce = false;
        packetsSince = 0;
        delay.stop();
    }

    private long window() {
        return Math.max(0, messages.window() - unread);
    }

    /**
     * So many bytes were delivered and are still with the application: they count as if they were kept here. A window that
     * was shut and is half open again is told at once, as nothing else would make the peer send (6.2).
     */
    void unread(long bytes) {
        unread = bytes;
        if (advertised < 2L * maxSize && window() >= receiveBuffer / 2) {
            acknowledge();
        }
    }

    /** The full number of a TSN of the peer on the wire. */
    long unwrap(int tsn) {
        return tsns.unwrap(tsn);
    }

    /** Up to here all data arrived. */
    long cumulative() {
        return tsns.cumulative();
    }

    void resetStream(int stream) {
        messages.reset(stream);
    }

    void resetAllStreams() {
        messages.resetAll();
    }

    /** Bytes kept of what is not complete or not in order. */
    long kept() {
        return messages.kept();
    }

    /** When {@link #advance} has something to do. */
    long nextTimeout() {
        return delay.dueAt();
    }

    void advance(long now) {
        if (delay.expires(now)) {
            acknowledge();
        }
    }

    /** Writes the acknowledgements that are due, each but the last into a packet of its own. */
    void write(PacketWriter packet, boolean beforeData) {
        if (beforeData && delay.isRunning()) {
            acknowledge();
        }
        for (byte[] chunk = acknowledgements.poll(); chunk != null; chunk = acknowledgements.poll()) {
            packet.putChunk(chunk);
            if (!acknowledgements.isEmpty()) {
                packet.send();
            }
        }
    }

    void clear() {
        messages.clear();
    }
}
