package org.auralink.media.turn;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.auralink.media.ice.StunIntegrity;
import org.auralink.media.transport.TokenBucket;
import org.jspecify.annotations.Nullable;

/**
 * What one client has at the relay: an address that it is known by to the node, whom it may reach, and how much may pass.
 * The address is a name only, no socket is bound to it. One thread.
 */
public final class Allocation {
    private final TurnClient client;
    private final String username;
    private final StunIntegrity key;
    private final InetSocketAddress relayed;
    private final long madeAt;
    private final TokenBucket fromClient;
    private final TokenBucket toClient;
    private final TokenBucket requests;
    private final Map<InetAddress, Long> permissions = new HashMap<>();
    private final Map<Integer, Channel> channels = new HashMap<>();
    private final Map<InetSocketAddress, Channel> byPeer = new HashMap<>();
    private long expiresAt;
    private byte[] transaction = new byte[0];

    /** A number that stands for a peer. */
    private static final class Channel {
        private final int number;
        private final InetSocketAddress peer;
        private long expiresAt;

        Channel(int number, InetSocketAddress peer) {
            this.number = number;
            this.peer = peer;
        }
    }

    Allocation(
            long now,
            TurnClient client,
            String username,
            StunIntegrity key,
            InetSocketAddress relayed,
            TurnLimits limits) {
        this.client = client;
        this.username = username;
        this.key = key;
        this.relayed = relayed;
        madeAt = now;
        long rate = limits.bytesPerSecond();
        fromClient = new TokenBucket(rate, rate / 4);
        toClient = new TokenBucket(rate, rate / 4);
        requests = new TokenBucket(limits.requestsPerSecond(), limits.requestsPerSecond());
    }

    /** The address that the client's datagrams come from. */
    public InetSocketAddress relayed() {
        return relayed;
    }

    /** Whose it is. */
    public TurnClient client() {
        return client;
    }

    String username() {
        return username;
    }

    StunIntegrity key() {
        return key;
    }

    /** The transaction of the request that made it. */
    byte[] transaction() {
        return transaction;
    }

    void requestedBy(byte[] id) {
        transaction = id;
    }

    long madeAt() {
        return madeAt;
    }

    long expiresAt() {
        return expiresAt;
    }

    void expireAt(long at) {
        expiresAt = at;
    }

    boolean admitsRequest(long now) {
        return requests.take(now, 1);
    }

    boolean admitsFromClient(long now, int size) {
        return fromClient.take(now, size);
    }

    boolean admitsToClient(long now, int size) {
        return toClient.take(now, size);
    }

    void permit(InetAddress peer, long until) {
        permissions.merge(peer, until, Math::max);
    }

    boolean isPermitted(long now, InetAddress peer) {
        Long until = permissions.get(peer);
        return until != null && until - now > 0;
    }

    /** Binds a channel, or binds it for longer; false when number or peer have another one (RFC 8656 12.2). */
    boolean bind(long now, int number, InetSocketAddress peer, long until, int most) {
        forgetOldChannels(now);
        Channel present = channels.get(number);
        Channel same = byPeer.get(peer);
        if (present != same || present == null && channels.size() >= most) {
            return false;
        }
        Channel bound = present == null ? new Channel(number, peer) : present;
        bound.expiresAt = until;
        channels.put(number, bound);
        byPeer.put(peer, bound);
        return true;
    }

    private void forgetOldChannels(long now) {
        channels.values().removeIf(channel -> channel.expiresAt - now <= 0);
        byPeer.values().removeIf(channel -> channel.expiresAt - now <= 0);
    }

    /** The peer that a channel stands for; null without one. */
    @Nullable
    InetSocketAddress peerOf(long now, int number) {
        Channel channel = channels.get(number);
        return channel == null || channel.expiresAt - now <= 0 ? null : channel.peer;
    }

    /** The channel that stands for a peer; 0 without one. */
    int channelOf(long now, InetSocketAddress peer) {
        Channel channel = byPeer.get(peer);
        return channel == null || channel.expiresAt - now <= 0 ? 0 : channel.number;
    }

    @Override
    public String toString() {
        return "Allocation";
    }
}
