package org.auralink.media.turn;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.auralink.media.ice.StunWriter;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.transport.TokenBucket;
import org.jspecify.annotations.Nullable;

/**
 * The relay: reads what its clients send, keeps their allocations, and passes datagrams between them and the node's own
 * media ports. Nobody else can be reached through it, by construction: it has no socket. Never throws, whatever the bytes
 * are. One thread, but for what says so.
 */
public final class TurnServer {
    /** Ethernet's; the loops send nothing larger. */
    private static final int LARGEST_DATA = 1500;
    /** What stands around data on its way to a client at most: the header, an address, attributes. */
    private static final int AROUND = 64;

    private static final int CHANNEL_HEADER = 4;

    /** What IPv6 and UDP put around each datagram: empty ones cost time too. */
    private static final int OVERHEAD = 48;

    private final RelayEvents events;
    private final RelayPeers peers;
    private final Allocations allocations;
    private final TurnRequests requests;
    private final TokenBucket all;
    private final Map<TurnDrop, AtomicLong> drops = new EnumMap<>(TurnDrop.class);
    private final byte[] out = new byte[LARGEST_DATA + AROUND];
    private volatile int size;

    /**
     * @param ports the node's media ports, best first
     * @param unixSeconds wall-clock time of a {@code now}
     */
    public TurnServer(
            TurnLimits limits,
            TurnSecret secret,
            List<InetSocketAddress> ports,
            LongUnaryOperator unixSeconds,
            RelayEvents events) {
        this.events = events;
        peers = new RelayPeers(ports);
        allocations = new Allocations(limits);
        requests = new TurnRequests(limits, secret, peers, allocations, unixSeconds, this::end);
        all = new TokenBucket(limits.bytesPerSecondOfAll(), limits.bytesPerSecondOfAll() / 10);
        for (TurnDrop reason : TurnDrop.values()) {
            drops.put(reason, new AtomicLong());
        }
    }

    /** Allocations at present; readable from any thread. */
    public int size() {
        return size;
    }

    /** What was dropped for a reason; readable from any thread. */
    public long dropped(TurnDrop reason) {
        AtomicLong count = drops.get(reason);
        return count == null ? 0 : count.get();
    }

    private void drop(TurnDrop reason) {
        AtomicLong count = drops.get(reason);
        if (count != null) {
            count.incrementAndGet();
        }
    }

    /** Whether this client has an allocation. Others have to be bounded before they are read. */
    public boolean knows(TurnClient client) {
        return allocations.find(client) != null;
    }

    /** A message or channel data of a client's, alone in {@code buf[from, from + size)}. */
    public void receive(long now, TurnClient client, byte[] buf, int from, int size) {
        Allocation allocation = allocations.find(client);
        if (allocation != null && allocation.expiresAt() - now <= 0) {
            end(now, allocation);
            allocation = null;
        }
        if (size >= CHANNEL_HEADER && (buf[from] & 0xC0) == 0x40) {
            receiveChannelData(now, allocation, buf, from, size);
            return;
        }
        TurnMessage message = TurnMessage.parse(buf, from, size);
        if (message == null) {
            drop(TurnDrop.MALFORMED);
        } else if (message.messageClass() == TurnNumbers.INDICATION && message.method() == TurnNumbers.SEND) {
            receiveSend(now, allocation, message, buf);
        } else if (message.messageClass() != TurnNumbers.REQUEST) {
            drop(TurnDrop.MALFORMED);
        } else if (allocation != null && !allocation.admitsRequest(now)) {
            drop(TurnDrop.TOO_MANY_REQUESTS);
        } else {
            byte[] answer = requests.answer(now, client, allocation, message);
            this.size = allocations.size();
            if (answer == null) {
                drop(TurnDrop.MALFORMED);
            } else {
                client.send(answer, 0, answer.length);
            }
        }
    }

    private void receiveChannelData(long now, @Nullable Allocation allocation, byte[] buf, int from, int size) {
        int length = RtpBytes.readShort(buf, from + 2);
        if (length > size - CHANNEL_HEADER) {
            drop(TurnDrop.MALFORMED);
        } else if (allocation == null) {
            drop(TurnDrop.NO_ALLOCATION);
        } else {
            InetSocketAddress peer = allocation.peerOf(now, RtpBytes.readShort(buf, from));
            relay(now, allocation, peer, buf, from + CHANNEL_HEADER, length);
        }
    }

    private void receiveSend(long now, @Nullable Allocation allocation, TurnMessage message, byte[] buf) {
        List<InetSocketAddress> named = message.peers();
        int[] data = message.data();
        if (named == null || named.size() != 1 || data == null) {
            drop(TurnDrop.MALFORMED);
        } else if (allocation == null) {
            drop(TurnDrop.NO_ALLOCATION);
        } else {
            InetSocketAddress peer = named.get(0);
            boolean reached = peers.isPort(peer) && allocation.isPermitted(now, peer.getAddress());
            relay(now, allocation, reached ? peer : null, buf, data[0], data[1]);
        }
    }

    private void relay(
            long now, Allocation allocation, @Nullable InetSocketAddress peer, byte[] buf, int from, int size) {
        if (peer == null) {
            drop(TurnDrop.NOT_PERMITTED);
        } else if (!all.has(now, size + OVERHEAD) || !allocation.admitsFromClient(now, size + OVERHEAD)) {
            drop(TurnDrop.TOO_MUCH);
        } else {
            all.take(now, size + OVERHEAD);
            events.toNode(now, allocation, peer, buf, from, size);
        }
    }

    /** A media port of the node's sends this datagram to a client. */
    public void fromNode(long now, Allocation allocation, InetSocketAddress peer, byte[] buf, int from, int size) {
        if (allocations.find(allocation.client()) != allocation) {
            drop(TurnDrop.NO_ALLOCATION);
        } else if (!allocation.isPermitted(now, peer.getAddress())) {
            drop(TurnDrop.NOT_PERMITTED);
        } else if (size > LARGEST_DATA) {
            drop(TurnDrop.MALFORMED);
        } else if (!all.has(now, size + OVERHEAD) || !allocation.admitsToClient(now, size + OVERHEAD)) {
            drop(TurnDrop.TOO_MUCH);
        } else {
            all.take(now, size + OVERHEAD);
            int channel = allocation.channelOf(now, peer);
            if (channel == 0) {
                sendIndication(allocation.client(), peer, buf, from, size);
            } else {
                sendChannelData(allocation.client(), channel, buf, from, size);
            }
        }
    }

    private void sendChannelData(TurnClient client, int channel, byte[] buf, int from, int size) {
        RtpBytes.writeShort(out, 0, channel);
        RtpBytes.writeShort(out, 2, size);
        System.arraycopy(buf, from, out, CHANNEL_HEADER, size);
        int padded = client.isConnection() ? (size + 3) / 4 * 4 : size;
        for (int at = CHANNEL_HEADER + size; at < CHANNEL_HEADER + padded; at++) {
            out[at] = 0;
        }
        client.send(out, 0, CHANNEL_HEADER + padded);
    }

    private static void sendIndication(TurnClient client, InetSocketAddress peer, byte[] buf, int from, int size) {
        var message = new StunWriter(TurnNumbers.DATA_METHOD | TurnNumbers.INDICATION, size + AROUND);
        message.addAddress(TurnNumbers.XOR_PEER_ADDRESS, peer);
        System.arraycopy(buf, from, message.buf(), message.begin(TurnNumbers.DATA, size), size);
        byte[] whole = message.finish();
        client.send(whole, 0, whole.length);
    }

    /** A client's connection ended, and its allocation with it (RFC 8656 5). */
    public void closed(long now, TurnClient client) {
        Allocation allocation = allocations.find(client);
        if (allocation != null) {
            end(now, allocation);
        }
    }

    /** Ends allocations whose time is over; to be called every few seconds. */
    public void tick(long now) {
        allocations.expired(now).forEach(allocation -> end(now, allocation));
    }

    private void end(long now, Allocation allocation) {
        allocations.remove(allocation);
        size = allocations.size();
        events.ended(now, allocation);
    }
}
