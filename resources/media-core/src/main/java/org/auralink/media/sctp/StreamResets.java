package org.auralink.media.sctp;

import org.auralink.media.rtp.RtpBytes;
import org.jspecify.annotations.Nullable;

/**
 * Streams that begin anew, which is how data channels close (RFC 6525 5, RFC 8831 6.7). One request of ours is under way
 * at most; of what a peer may ask for, only the reset of its own outgoing streams is granted.
 */
final class StreamResets {
    private static final int OUTGOING_RESET = 13;
    private static final int INCOMING_RESET = 14;
    private static final int SSN_TSN_RESET = 15;
    private static final int RESPONSE = 16;
    private static final int ADD_OUTGOING = 17;
    private static final int ADD_INCOMING = 18;

    private static final int OUTGOING_FIXED = 12;
    private static final int RESPONSE_FIXED = 8;
    private static final int MAX_PARAMETERS = 2;
    private static final int MAX_DOUBLINGS = 4;

    // RFC 6525 4.4.
    private static final int NOTHING_TO_DO = 0;
    private static final int PERFORMED = 1;
    private static final int DENIED = 2;
    private static final int ALREADY_IN_PROGRESS = 4;
    private static final int BAD_SEQUENCE = 5;
    private static final int IN_PROGRESS = 6;

    private final Peer peer;
    private final SctpLimits limits;
    private final SendQueue queue;
    private final DataSender sender;
    private final DataReceiver receiver;
    private final Replies replies;
    private final RetransmissionTimeout timeout;
    private final AssociationEvents events;
    private final RetryTimer timer = new RetryTimer();
    private final FieldCursor parameter = new FieldCursor();
    private int @Nullable [] asked;
    private int askedAs;
    private int lastTsn;
    private boolean due;
    private int repetitions;
    private int expected;
    private int lastResult = NOTHING_TO_DO;

    StreamResets(
            int initialTsn,
            Peer peer,
            SctpLimits limits,
            SendQueue queue,
            DataSender sender,
            DataReceiver receiver,
            Replies replies,
            RetransmissionTimeout timeout,
            AssociationEvents events) {
        this.peer = peer;
        this.limits = limits;
        this.queue = queue;
        this.sender = sender;
        this.receiver = receiver;
        this.replies = replies;
        this.timeout = timeout;
        this.events = events;
        askedAs = initialTsn - 1;
        expected = peer.initialTsn();
    }

    /** Takes the packet's present chunk, a RE-CONFIG; false when it is malformed. */
    boolean onReconfig(long now, PacketReader packet) {
        parameter.reset(packet.bytes(), packet.value(), packet.valueSize());
        for (int n = 0; n < MAX_PARAMETERS && parameter.next(); n++) {
            byte[] buf = parameter.bytes();
            int at = parameter.value();
            int size = parameter.valueSize();
            switch (parameter.type()) {
                case OUTGOING_RESET -> {
                    if (size < OUTGOING_FIXED) {
                        return false;
                    }
                    onRequest(now, buf, at, (size - OUTGOING_FIXED) / 2);
                }
                case RESPONSE -> {
                    if (size < RESPONSE_FIXED) {
                        return false;
                    }
                    onResponse(now, RtpBytes.readInt(buf, at), RtpBytes.readInt(buf, at + 4));
                }
                case INCOMING_RESET, SSN_TSN_RESET, ADD_OUTGOING, ADD_INCOMING -> {
                    if (size < 4) {
                        return false;
                    }
                    onUnwanted(RtpBytes.readInt(buf, at));
                }
                default -> {
                    // Nobody knows it; RFC 6525 has no way to say so.
                }
            }
        }
        return !parameter.isMalformed();
    }

    /** The peer begins its outgoing streams anew (5.2.2). */
    private void onRequest(long now, byte[] buf, int at, int count) {
        int sequence = RtpBytes.readInt(buf, at);
        boolean repeated = sequence == expected - 1;
        if (sequence != expected && !repeated) {
            answer(sequence, BAD_SEQUENCE);
            return;
        }
        if (repeated && lastResult != IN_PROGRESS) {
            answer(sequence, lastResult);
            return;
        }
        expected = sequence + 1;
        // What it sent before belongs to the stream as it was: it asks again until all of it is here.
        boolean complete = receiver.unwrap(RtpBytes.readInt(buf, at + 8)) <= receiver.cumulative();
        lastResult = complete ? PERFORMED : IN_PROGRESS;
        answer(sequence, lastResult);
        if (complete) {
            perform(now, buf, at + OUTGOING_FIXED, count);
        }
    }

    private void perform(long now, byte[] buf, int from, int count) {
        int[] streams = new int[count];
        for (int n = 0; n < count; n++) {
            streams[n] = RtpBytes.readShort(buf, from + 2 * n);
            receiver.resetStream(streams[n]);
        }
        if (count == 0) {
            receiver.resetAllStreams();
        }
        events.onIncomingReset(now, streams);
    }

    private void onUnwanted(int sequence) {
        if (sequence == expected) {
            expected++;
            lastResult = DENIED;
        }
        answer(sequence, sequence == expected - 1 ? lastResult : BAD_SEQUENCE);
    }

    private void answer(int sequence, int result) {
        byte[] value = new byte[FieldCursor.HEADER + RESPONSE_FIXED];
        RtpBytes.writeShort(value, 0, RESPONSE);
        RtpBytes.writeShort(value, 2, value.length);
        RtpBytes.writeInt(value, 4, sequence);
        RtpBytes.writeInt(value, 8, result);
        replies.add(ChunkType.RE_CONFIG, 0, value, 0, value.length);
    }

    private void onResponse(long now, int sequence, int result) {
        if (asked == null || sequence != askedAs) {
            return;
        }
        if (result == IN_PROGRESS || result == ALREADY_IN_PROGRESS) {
            // Asked again under a new number: some peers repeat their answer to an old one.
            askedAs++;
            timer.start(now + timeout.nanos());
            return;
        }
        finish(now, result == PERFORMED || result == NOTHING_TO_DO);
    }

    private void finish(long now, boolean performed) {
        int[] streams = asked;
        asked = null;
        due = false;
        timer.stop();
        if (streams != null) {
            for (int stream : streams) {
                queue.reset(stream, performed);
            }
            events.onOutgoingReset(now, streams);
        }
    }

    /** Begins with what has become possible: streams whose messages were all sent (5.1.2). */
    void begin(long now) {
        while (asked == null && queue.hasDrained()) {
            int room = limits.maxPacket() - PacketReader.HEADER - 2 * FieldCursor.HEADER - OUTGOING_FIXED;
            asked = queue.takeDrained(room / 2);
            askedAs++;
            lastTsn = sender.lastTsn();
            due = true;
            repetitions = 0;
            if (!peer.reconfigures()) {
                finish(now, false);
            }
        }
    }

    /** True when nothing was answered in time. */
    boolean advance(long now) {
        boolean expired = timer.expires(now);
        if (expired) {
            due = true;
            repetitions = Math.min(repetitions + 1, MAX_DOUBLINGS);
        }
        return expired;
    }

    /** When {@link #advance} has something to do. */
    long nextTimeout() {
        return timer.dueAt();
    }

    /** Writes a request when one is due. */
    void write(long now, PacketWriter packet) {
        int[] streams = asked;
        if (!due || streams == null) {
            return;
        }
        due = false;
        int size = FieldCursor.HEADER + OUTGOING_FIXED + 2 * streams.length;
        packet.require(FieldCursor.HEADER + size);
        packet.open(ChunkType.RE_CONFIG, 0);
        packet.putShort(OUTGOING_RESET);
        packet.putShort(size);
        packet.putInt(askedAs);
        packet.putInt(expected - 1);
        packet.putInt(lastTsn);
        for (int stream : streams) {
            packet.putShort(stream);
        }
        packet.close();
        timer.start(now + Math.min(limits.times().maxTimeout().toNanos(), timeout.nanos() << repetitions));
    }
}
