package org.auralink.media.sctp.channel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.auralink.media.sctp.AssociationEvents;
import org.auralink.media.sctp.Delivery;
import org.auralink.media.sctp.EndReason;
import org.auralink.media.sctp.PacketSink;
import org.auralink.media.sctp.SctpAssociation;
import org.auralink.media.sctp.SendOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The data channels of one client, over one DTLS association that is connected (RFC 8831). It is given what DTLS opened
 * and the time, and asked for what DTLS is to seal: call {@link #transmit} after any of the other methods, or a batch of
 * them, and {@link #advance} when {@link #nextTimeoutNanos} has come. One thread.
 */
public final class DataChannels {
    /** The port both sides have in {@code a=sctp-port} as a rule (RFC 8841 5.1). */
    public static final int PORT = 5_000;

    private static final byte[] EMPTY = new byte[1];

    private final ChannelLimits limits;
    private final ChannelEvents events;
    private final SctpAssociation association;
    private final Map<Integer, DataChannel> channels = new TreeMap<>();
    /** How many resets of our streams are under way, by number. */
    private final Map<Integer, Integer> resets = new TreeMap<>();

    private final int parity;
    private int next;
    private long refused;

    /**
     * @param dtlsClient whether we were DTLS's client, whose channels have even numbers (RFC 8832 6)
     * @param remotePort the peer's {@code a=sctp-port}
     * @param random a secure one, unless it is a test
     */
    public DataChannels(
            boolean dtlsClient, int remotePort, ChannelLimits limits, RandomGenerator random, ChannelEvents events) {
        this.limits = limits;
        this.events = events;
        parity = dtlsClient ? 0 : 1;
        next = parity;
        association = new SctpAssociation(PORT, remotePort, limits.sctp(), random, new Association());
    }

    /** Begins: calls the peer, as it does with us (RFC 8831 6.2). */
    public void connect(long now) {
        association.connect(now);
    }

    /** Takes a packet that DTLS opened. Never throws for what is in it. */
    public void receive(long now, byte[] buf, int from, int size) {
        association.receive(now, buf, from, size);
    }

    /** Does what is due. */
    public void advance(long now) {
        association.advance(now);
    }

    /** When {@link #advance} has something to do; {@code Long.MAX_VALUE} for never. */
    public long nextTimeoutNanos() {
        return association.nextTimeoutNanos();
    }

    /** Hands out packets for DTLS to seal. */
    public void transmit(long now, PacketSink sink) {
        association.transmit(now, sink);
    }

    /**
     * Opens a channel and tells the peer (RFC 8832 6). Messages may be sent at once.
     *
     * @return null when there are as many as there may be, or a name is too long
     */
    public @Nullable DataChannel open(long now, String label, ChannelOptions options) {
        int id = isFull() ? -1 : freeNumber();
        if (id < 0 || !isGranted(label) || !isGranted(options.protocol())) {
            return null;
        }
        boolean sent = sendControl(now, id, new OpenMessage(label, options).encode());
        return sent ? add(id, label, options, DataChannel.State.CONNECTING) : null;
    }

    /** The next number in turn: one that was just given up may be in use still, by the peer's word. */
    private int freeNumber() {
        int streams = association.outgoingStreams();
        for (int n = 0; n < streams; n += 2) {
            int id = (next + n) % streams;
            boolean ours = id % 2 == parity;
            if (ours && !channels.containsKey(id) && !resets.containsKey(id)) {
                next = id + 2;
                return id;
            }
        }
        return -1;
    }

    /**
     * Adds a channel that both sides agreed on elsewhere, open at once (RFC 8831 6.4).
     *
     * @return null when the number is taken or too high, or there are as many as there may be
     */
    public @Nullable DataChannel negotiated(int id, String label, ChannelOptions options) {
        boolean free =
                id >= 0 && id < association.outgoingStreams() && !channels.containsKey(id) && !resets.containsKey(id);
        return free && !isFull() ? add(id, label, options, DataChannel.State.OPEN) : null;
    }

    private boolean isGranted(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= limits.maxLabel();
    }

    private boolean isFull() {
        return channels.size() >= limits.maxChannels();
    }

    private DataChannel add(int id, String label, ChannelOptions options, DataChannel.State state) {
        DataChannel channel = new DataChannel(id, label, options, state, resets.getOrDefault(id, 0));
        channels.put(id, channel);
        return channel;
    }

    private void reset(int id) {
        if (association.resetStream(id)) {
            resets.merge(id, 1, Integer::sum);
        }
    }

    private boolean sendControl(long now, int id, byte[] message) {
        return association.send(now, id, Ppid.DCEP, message, 0, message.length, Delivery.RELIABLE)
                == SendOutcome.QUEUED;
    }

    /**
     * Sends a message.
     *
     * @param binary false for text
     * @param buf kept until the message arrived, so it must not change any more; many channels may share it
     */
    public SendOutcome send(long now, DataChannel channel, boolean binary, byte[] buf, int from, int size) {
        boolean usable = channel.state() == DataChannel.State.OPEN || channel.state() == DataChannel.State.CONNECTING;
        if (!usable || channels.get(channel.id()) != channel) {
            return SendOutcome.NOT_OPEN;
        }
        Delivery delivery = channel.delivery();
        if (size == 0) {
            // SCTP has no empty messages: a byte that is not looked at stands for one (RFC 8831 6.6).
            int ppid = binary ? Ppid.EMPTY_BINARY : Ppid.EMPTY_STRING;
            return association.send(now, channel.id(), ppid, EMPTY, 0, EMPTY.length, delivery);
        }
        int ppid = binary ? Ppid.BINARY : Ppid.STRING;
        return association.send(now, channel.id(), ppid, buf, from, size, delivery);
    }

    /** Closes a channel once what was sent on it has left; the peer closes its half then (RFC 8831 6.7). */
    public void close(DataChannel channel) {
        if (channels.get(channel.id()) == channel
                && channel.state() != DataChannel.State.CLOSING
                && channel.state() != DataChannel.State.CLOSED) {
            channel.state(DataChannel.State.CLOSING);
            reset(channel.id());
        }
    }

    /** Ends everything once what was sent has arrived. */
    public void shutdown(long now) {
        association.shutdown(now);
    }

    /** Ends everything at once; {@link #transmit} still tells the peer. */
    public void abort(long now, String why) {
        association.abort(now, why);
    }

    /** Bytes that wait to be sent on a channel and are in no packet yet, as W3C's bufferedAmount. */
    public long bufferedAmount(DataChannel channel) {
        return association.bufferedAmount(channel.id());
    }

    /** At or below how many of them {@link ChannelEvents#onBufferedAmountLow} is told; it is not before this. */
    public void bufferedAmountLowThreshold(DataChannel channel, long bytes) {
        association.bufferedAmountLowThreshold(channel.id(), bytes);
    }

    /**
     * So many bytes of messages were told of and are not done with, say because whom they are for is slow. The peer slows
     * down by as much, on all its channels; zero when all is done.
     */
    public void unread(long bytes) {
        association.unread(bytes);
    }

    /** The channels there are. */
    public Collection<DataChannel> channels() {
        return Collections.unmodifiableCollection(channels.values());
    }

    /** Channels and messages of the peer that were not taken. */
    public long refused() {
        return refused;
    }

    /** The association below, for its counters. */
    public SctpAssociation association() {
        return association;
    }

    private void onControl(long now, int id, byte[] buf, int from, int size) {
        DataChannel known = channels.get(id);
        // One byte by RFC 8832 5.2; Pion pads it to four.
        if (buf[from] == OpenMessage.ACK) {
            if (known != null && known.state() == DataChannel.State.CONNECTING) {
                known.state(DataChannel.State.OPEN);
                events.onOpen(now, known);
            }
            return;
        }
        OpenMessage open = OpenMessage.read(buf, from, size, limits.maxLabel());
        if (known != null && known.isLeft()) {
            // The peer would not use the number anew if it did not know that we are done too: its answer was lost.
            closed(now, known);
            known = null;
        }
        if (open == null || known != null) {
            // On a number in use it is a mistake of the peer's, which the channel that has it survives.
            refuse(id, known == null);
        } else if (isFull() || !sendControl(now, id, new byte[] {OpenMessage.ACK})) {
            refuse(id, true);
        } else {
            events.onOpen(now, add(id, open.label(), open.options(), DataChannel.State.OPEN));
        }
    }

    private void refuse(int id, boolean free) {
        refused++;
        if (free) {
            reset(id);
        }
    }

    private void onData(long now, int id, int ppid, byte[] buf, int from, int size) {
        DataChannel channel = channels.get(id);
        if (channel == null || channel.state() == DataChannel.State.CLOSED) {
            refused++;
            return;
        }
        switch (ppid) {
            case Ppid.STRING -> events.onMessage(now, channel, false, buf, from, size);
            case Ppid.BINARY -> events.onMessage(now, channel, true, buf, from, size);
            case Ppid.EMPTY_STRING -> events.onMessage(now, channel, false, buf, from, 0);
            case Ppid.EMPTY_BINARY -> events.onMessage(now, channel, true, buf, from, 0);
            default -> refused++;
        }
    }

    private void onReset(long now, int id, boolean incoming) {
        DataChannel channel = channels.get(id);
        if (channel == null) {
            return;
        }
        if (incoming) {
            channel.onIncomingReset();
            close(channel);
        } else {
            channel.onOutgoingReset();
        }
        if (channel.isReset()) {
            closed(now, channel);
        }
    }

    private void closed(long now, DataChannel channel) {
        channels.remove(channel.id());
        channel.state(DataChannel.State.CLOSED);
        events.onClosed(now, channel);
    }

    private void closeAll(long now, int from) {
        List<DataChannel> gone = new ArrayList<>(channels.values());
        for (DataChannel channel : gone) {
            if (channel.id() >= from) {
                closed(now, channel);
            }
        }
    }

    /** What the association tells. */
    private final class Association implements AssociationEvents {
        @Override
        public void onConnected(long now) {
            // The peer has fewer streams than we thought.
            closeAll(now, association.outgoingStreams());
        }

        @Override
        public void onRestarted(long now) {
            resets.clear();
            closeAll(now, 0);
        }

        @Override
        public void onMessage(long now, int stream, int ppid, byte[] buf, int from, int size) {
            if (ppid == Ppid.DCEP) {
                onControl(now, stream, buf, from, size);
            } else {
                onData(now, stream, ppid, buf, from, size);
            }
        }

        @Override
        public void onOutgoingReset(long now, int[] streams) {
            for (int stream : streams) {
                resets.computeIfPresent(stream, (id, count) -> count == 1 ? null : count - 1);
                onReset(now, stream, false);
            }
        }

        @Override
        public void onIncomingReset(long now, int[] streams) {
            int[] named = streams.length == 0 ? all() : streams;
            for (int stream : named) {
                onReset(now, stream, true);
            }
        }

        private int[] all() {
            return channels.keySet().stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public void onBufferedAmountLow(long now, int stream) {
            DataChannel channel = channels.get(stream);
            if (channel != null) {
                events.onBufferedAmountLow(now, channel);
            }
        }

        @Override
        public void onEnded(long now, EndReason reason) {
            closeAll(now, 0);
            events.onEnded(now, reason);
        }
    }
}
