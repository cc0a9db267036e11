package org.auralink.media.node.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.auralink.media.ice.IceCandidate;

/** One UDP socket of a loop, and what is about to leave it. */
final class LoopSocket {
    private static final int BEST = 0xffff;

    private final Channel channel;
    private final ChannelPromise unheard;
    private final SendBuffers outgoing;
    private final SendBatch batch;
    private final IceCandidate candidate;

    /** @param index from 0: the best address has the lowest */
    LoopSocket(int index, Channel channel, InetAddress advertised, int segments, NetLimits limits) {
        this.channel = channel;
        unheard = channel.voidPromise();
        outgoing = new SendBuffers(limits.sendBuffers(), limits.maxDatagram() * segments);
        batch = new SendBatch(outgoing, segments);
        candidate = IceCandidate.host(advertised.getHostAddress(), port(), BEST - index);
    }

    Channel channel() {
        return channel;
    }

    SendBatch batch() {
        return batch;
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** What clients are told of it. */
    IceCandidate candidate() {
        return candidate;
    }

    void flush() {
        batch.writeTo(channel, unheard);
        channel.flush();
        outgoing.flushed();
    }

    void close() {
        channel.close();
        outgoing.close();
    }
}
