package org.auralink.media.sctp;

import java.util.random.RandomGenerator;
import org.auralink.media.rtp.RtpBytes;
import org.jspecify.annotations.Nullable;

/** What two sides that have shaken hands do: data both ways, resets, heartbeats, and the count of what went unanswered. */
final class Transfer {
    private final int localTag;
    private final Peer peer;
    private final int maxErrors;
    private final RetransmissionTimeout timeout;
    private final DataSender sender;
    private final DataReceiver receiver;
    private final StreamResets resets;
    private final Heartbeats heartbeats;
    private final Replies replies;
    private final Shutdown shutdown;
    private final SctpCounters counters;
    private byte @Nullable [] fault;
    private int errors;

    Transfer(
            long now,
            int localTag,
            int localTsn,
            Peer peer,
            SctpLimits limits,
            RandomGenerator random,
            SendQueue queue,
            Replies replies,
            SctpCounters counters,
            AssociationEvents events) {
        this.localTag = localTag;
        this.peer = peer;
        this.replies = replies;
        maxErrors = limits.times().maxRetransmissions();
        timeout = new RetransmissionTimeout(limits.times());
        sender = new DataSender(localTsn, peer, limits, queue, timeout, counters);
        receiver = new DataReceiver(peer, limits, counters, events);
        resets = new StreamResets(localTsn, peer, limits, queue, sender, receiver, replies, timeout, events);
        shutdown = new Shutdown(queue);
        this.counters = counters;
        heartbeats = new Heartbeats(now, limits.times(), random, timeout);
    }

    int localTag() {
        return localTag;
    }

    Peer peer() {
        return peer;
    }

    DataSender sender() {
        return sender;
    }

    DataReceiver receiver() {
        return receiver;
    }

    RetransmissionTimeout timeout() {
        return timeout;
    }

    Shutdown shutdown() {
        return shutdown;
    }

    /** The cause for which the association is to be aborted, null while all is well. */
    byte @Nullable [] fault() {
        return fault;
    }

    /** Takes the packet's present chunk; false when what is behind it is not to be looked at. */
    boolean take(long now, PacketReader packet) {
        switch (packet.type()) {
            case ChunkType.DATA -> onData(now, packet);
            case ChunkType.SACK -> errors = sender.onSack(now, packet) ? 0 : errors;
            case ChunkType.HEARTBEAT ->
                replies.add(ChunkType.HEARTBEAT_ACK, 0, packet.bytes(), packet.value(), packet.valueSize());
            case ChunkType.HEARTBEAT_ACK -> errors = heartbeats.onAnswer(now, packet) ? 0 : errors;
            case ChunkType.FORWARD_TSN -> receiver.onForwardTsn(now, packet);
            case ChunkType.RE_CONFIG -> {
                if (!resets.onReconfig(now, packet)) {
                    counters.add(SctpDrop.MALFORMED_CHUNK);
                }
            }
            case ChunkType.SHUTDOWN -> onShutdown(now, packet);
            case ChunkType.SHUTDOWN_ACK -> shutdown.onShutdownAck();
            case ChunkType.SHUTDOWN_COMPLETE -> shutdown.onShutdownComplete();
            default -> {
                return onUnknown(packet);
            }
        }
        return true;
    }

    private void onData(long now, PacketReader packet) {
        if (!shutdown.takesData()) {
            counters.add(SctpDrop.OUT_OF_PLACE);
            return;
        }
        fault = receiver.onData(now, packet, replies);
        shutdown.onData();
    }

    private void onShutdown(long now, PacketReader packet) {
        if (packet.valueSize() < 4) {
            counters.add(SctpDrop.MALFORMED_CHUNK);
            return;
        }
        sender.onShutdown(now, RtpBytes.readInt(packet.bytes(), packet.value()));
        shutdown.onShutdown();
    }

    /** RFC 9260 3.2: the two high bits of a type say what is done by who does not know it. */
    private boolean onUnknown(PacketReader packet) {
        counters.add(SctpDrop.UNKNOWN_CHUNK);
        if (ChunkType.isReported(packet.type())) {
            replies.error(
                    ErrorCause.of(ErrorCause.UNRECOGNIZED_CHUNK, packet.bytes(), packet.start(), packet.length()));
        }
        return ChunkType.isSkipped(packet.type());
    }

    void onPacketEnd(long now) {
        heartbeats.onHeard(now);
        receiver.onPacketEnd(now);
    }

    /**
     * Does what is due; false when too much went unanswered in a row, so that the peer counts as gone (8.1). One silence
     * of the peer's counts once, whatever else waits for it: data, if there is any under way.
     */
    boolean advance(long now) {
        receiver.advance(now);
        boolean data = sender.advance(now);
        boolean control = resets.advance(now);
        control |= heartbeats.advance(now);
        control |= shutdown.advance(now, timeout);
        if (data || control && sender.isAcknowledged()) {
            errors++;
        }
        return errors <= maxErrors;
    }

    long nextTimeout() {
        long data = Math.min(sender.nextTimeout(), receiver.nextTimeout());
        long control = Math.min(resets.nextTimeout(), heartbeats.nextTimeout());
        return Math.min(data, Math.min(control, shutdown.nextTimeout()));
    }

    /** Writes what may leave: acknowledgements and control before data (6.10), data until so many packets were written. */
    void write(long now, PacketWriter packet, long maxPackets) {
        replies.write(packet);
        receiver.write(packet, sender.isReady());
        heartbeats.write(packet);
        sender.write(now, packet, maxPackets);
        resets.begin(now);
        resets.write(now, packet);
        shutdown.write(now, packet, this);
    }

    void clear() {
        sender.clear();
        receiver.clear();
    }
}
