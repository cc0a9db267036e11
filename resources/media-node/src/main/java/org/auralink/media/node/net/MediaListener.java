package org.auralink.media.node.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * ICE over TCP: one port for all loops, and one thread for all its connections, so that neither their system calls nor a
 * flood of them takes a media thread's time.
 */
public final class MediaListener implements AutoCloseable {
    private final ConnectionBounds bounds;
    private final EventLoopGroup group = Sockets.group("media-tcp");
    private final List<Channel> listening = new ArrayList<>();

    /**
     * Opens the port on these addresses.
     *
     * @throws UncheckedIOException naming the port, when it is in use or the address is not ours
     */
    public MediaListener(List<InetSocketAddress> binds, DatagramLoops loops, StreamLimits limits) {
        bounds = new ConnectionBounds(limits, address -> false);
        UfragIndex index = loops.index();
        for (InetSocketAddress bind : binds) {
            listening.add(Sockets.listen(group, bind, limits, channel -> {
                if (bounds.accept(channel)) {
                    channel.pipeline().addLast(new MediaConnection(index, limits, bounds));
                }
            }));
        }
    }

    /** The bound TCP port, of the first address. */
    public int port() {
        return ((InetSocketAddress) listening.get(0).localAddress()).getPort();
    }

    /** What became of connections. */
    public StreamCounters counters() {
        return bounds.counters();
    }

    /** Ends all connections; close the loops first, so that they have said goodbye. */
    @Override
    public void close() {
        listening.forEach(Channel::close);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
