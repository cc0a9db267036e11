package org.auralink.media.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.room.data.DataKind;
import org.auralink.media.sctp.EndReason;
import org.auralink.media.sctp.PacketSink;
import org.auralink.media.sctp.SendOutcome;
import org.auralink.media.sctp.channel.ChannelEvents;
import org.auralink.media.sctp.channel.ChannelLimits;
import org.auralink.media.sctp.channel.DataChannel;
import org.auralink.media.sctp.channel.DataChannels;
import org.auralink.media.transport.PeerTransport;
import org.jspecify.annotations.Nullable;

/**
 * The data channels of a {@link ClientConnection} (RFC 8831). On a connection that the room offers, the room opens those
 * of LiveKit; on others the client does.
 */
final class DataPath implements ChannelEvents {
    /** More than this waits for somebody slow, and less than this it took in a second: half a Mbit. */
    private static final int MUCH = 256 * 1024;

    private static final int LEAST_TAKEN = 64 * 1024;
    private static final long JUDGED_NANOS = 1_000_000_000L;

    private final RoomShared shared;
    private final PeerTransport transport;
    private final boolean opens;
    private final DataListener listener;
    private final Map<DataKind, DataChannel> sending = new EnumMap<>(DataKind.class);
    /** Reliable packets of the time before the channel for them was there. */
    private final Deque<byte[]> early = new ArrayDeque<>();

    private final PacketSink sealing = this::seal;
    private int earlyBytes;
    private int remotePort;
    private @Nullable DataChannels channels;
    private long sealedAt;
    private long accepted;
    private long takenBefore;
    private long judgedAt;
    private boolean slow;

    /** @param opens whether the channels of LiveKit are the room's to open */
    DataPath(RoomShared shared, PeerTransport transport, boolean opens, DataListener listener) {
        this.shared = shared;
        this.transport = transport;
        this.opens = opens;
        this.listener = listener;
    }

    /**
     * The client described its data section; the first description counts (RFC 8841 9.3).
     *
     * @param port of its {@code a=sctp-port}; 0 when it does not say, and so has the usual one
     */
    void agreed(long now, int port, boolean connected) {
        if (remotePort == 0) {
            remotePort = port == 0 ? DataChannels.PORT : port;
            if (connected) {
                start(now);
            }
        }
    }

    /** DTLS is connected: begins, if there is a data section. */
    void start(long now) {
        if (channels != null || remotePort == 0) {
            return;
        }
        boolean dtlsClient = transport.dtlsRole() == DtlsRole.CLIENT;
        var started = new DataChannels(
                dtlsClient, remotePort, ChannelLimits.DEFAULT, shared.sids().random(), this);
        channels = started;
        started.connect(now);
        if (opens) {
            for (DataKind kind : DataKind.values()) {
                use(now, kind, started.open(now, kind.label(), kind.options()));
            }
        }
        transmit(now, started);
    }

    private void use(long now, DataKind kind, @Nullable DataChannel channel) {
        if (channel == null) {
            return;
        }
        sending.put(kind, channel);
        if (kind == DataKind.RELIABLE) {
            early.forEach(packet -> send(now, kind, packet));
            early.clear();
            earlyBytes = 0;
        }
    }

    /** A packet that DTLS opened. */
    void receive(long now, byte[] buf, int from, int size) {
        DataChannels present = channels;
        if (present != null) {
            present.receive(now, buf, from, size);
            transmit(now, present);
        }
    }

    /** Does what is due. */
    void tick(long now) {
        DataChannels present = channels;
        if (present != null && now >= present.nextTimeoutNanos()) {
            present.advance(now);
            transmit(now, present);
        }
    }

    /**
     * Sends a packet to the client. A reliable one waits for its channel when that is not there yet; a lossy one is too
     * early then, and lost as others of its kind are.
     *
     * @param packet kept until it arrived, so it must not change any more
     * @return false when too much waits for the client already, and this does not
     */
    boolean send(long now, DataKind kind, byte[] packet) {
        DataChannels present = channels;
        DataChannel channel = sending.get(kind);
        if (present == null || channel == null) {
            return kind != DataKind.RELIABLE || wait(packet);
        }
        SendOutcome outcome = present.send(now, channel, true, packet, 0, packet.length);
        transmit(now, present);
        if (outcome != SendOutcome.QUEUED) {
            return false;
        }
        accepted += packet.length;
        return true;
    }

    private boolean wait(byte[] packet) {
        if (earlyBytes + packet.length > shared.limits().earlyDataBytes()) {
            return false;
        }
        early.add(packet);
        earlyBytes += packet.length;
        return true;
    }

    /** Bytes that were sent to the client and that it has not acknowledged. */
    long held() {
        DataChannels present = channels;
        return present == null ? 0 : present.association().held();
    }

    /**
     * Whether the client takes so little of what waits for it that it must not hold up those who send. Ask often; it is
     * judged by what it took in the last second.
     */
    boolean isSlow(long now) {
        if (now - judgedAt >= JUDGED_NANOS) {
            long taken = accepted - held() - takenBefore;
            slow = held() > MUCH && taken < LEAST_TAKEN;
            takenBefore += taken;
            judgedAt = now;
        }
        return slow;
    }

    /** So many bytes that the client sent wait for others: it shall send no more than they take. */
    void unread(long now, long bytes) {
        DataChannels present = channels;
        if (present != null) {
            present.unread(bytes);
            transmit(now, present);
        }
    }

    private void transmit(long now, DataChannels present) {
        sealedAt = now;
        present.transmit(now, sealing);
    }

    private void seal(byte[] buf, int from, int size) {
        transport.sendData(sealedAt, buf, from, size);
    }

    @Override
    public void onOpen(long now, DataChannel channel) {
        DataKind kind = DataKind.of(channel);
        if (kind != null && !opens) {
            use(now, kind, channel);
        }
    }

    @Override
    public void onMessage(long now, DataChannel channel, boolean binary, byte[] buf, int from, int size) {
        DataKind kind = DataKind.of(channel);
        if (kind != null) {
            listener.dataReceived(now, kind, buf, from, size);
        } else {
            boolean lossy = channel.options().delivery().isLossy();
            listener.rawDataReceived(now, lossy ? DataKind.LOSSY : DataKind.RELIABLE, buf, from, size);
        }
    }

    @Override
    public void onBufferedAmountLow(long now, DataChannel channel) {
        // Who sends to somebody slow is not slowed down; what does not fit is not sent.
    }

    @Override
    public void onClosed(long now, DataChannel channel) {
        sending.values().remove(channel);
    }

    @Override
    public void onEnded(long now, EndReason reason) {
        sending.clear();
    }
}
