package org.auralink.media.node.http;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How many connections each other end has open, so that one of them cannot take the places of all. An IPv6 address counts
 * as its network of 64 bits. For any thread.
 */
public final class PeerConnections {
    private static final int NETWORK_BYTES = 8;

    private final int most;
    private final Predicate<InetAddress> shared;
    private final Map<ByteBuffer, Integer> open = new HashMap<>();

    /** @param shared other ends that stand for many clients, whose connections are not counted */
    public PeerConnections(int most, Predicate<InetAddress> shared) {
        this.most = most;
        this.shared = shared;
    }

    /** Counts a new connection until it is closed; false, and nothing is counted, when its other end has too many. */
    public boolean opened(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote) || shared.test(remote.getAddress())) {
            return true;
        }
        byte[] address = remote.getAddress().getAddress();
        ByteBuffer peer = ByteBuffer.wrap(address, 0, Math.min(address.length, NETWORK_BYTES));
        synchronized (open) {
            if (open.getOrDefault(peer, 0) >= most) {
                return false;
            }
            open.merge(peer, 1, Integer::sum);
        }
        channel.closeFuture().addListener(closed -> {
            synchronized (open) {
                open.computeIfPresent(peer, (key, number) -> number == 1 ? null : number - 1);
            }
        });
        return true;
    }
}
