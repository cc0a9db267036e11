package org.auralink.media.node.net;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.auralink.media.ice.IceCandidate;

/** One UDP socket of a loop, as clients are told of it. */
final class LoopSocket {
    private static final int BEST = 0xffff;

    private final Channel channel;
    private final IceCandidate candidate;

    /** @param index from 0: the best address has the lowest */
    LoopSocket(int index, Channel channel, InetAddress advertised) {
        this.channel = channel;
        candidate = IceCandidate.host(advertised.getHostAddress(), port(), BEST - index);
    }

    Channel channel() {
        return channel;
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** What clients are told of it. */
    IceCandidate candidate() {
        return candidate;
    }
}
