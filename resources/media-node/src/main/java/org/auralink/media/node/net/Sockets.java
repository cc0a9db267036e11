package org.auralink.media.node.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramChannelConfig;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sockets: epoll with many datagrams per system call where there is Linux, NIO elsewhere. */
final class Sockets {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    /** Once is enough for all loops. */
    private static final AtomicBoolean WARNED = new AtomicBoolean();
    /** Linux's numbers, as Netty tells them: negative. */
    private static final int EIO = -5;

    private static final int EINVAL = -22;

    private Sockets() {}

    /** Whether this kernel cuts datagrams (Linux 4.18 and later). */
    static boolean canSegment() {
        return EpollDatagramChannel.isSegmentedDatagramPacketSupported();
    }

    /**
     * Whether a send failed the way that datagrams to cut do: EIO from an interface without checksum offload, EINVAL
     * where a segment is larger than the path takes.
     */
    static boolean refusesSegments(Throwable cause) {
        return cause instanceof Errors.NativeIoException refused
                && (refused.expectedErr() == EIO || refused.expectedErr() == EINVAL);
    }

    /** A group of one thread with this name. */
    static EventLoopGroup group(String name) {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), io);
    }

    /**
     * Binds a socket, or ends the group.
     *
     * @throws UncheckedIOException naming the port, when it is in use or the address is not ours
     */
    static Channel bind(EventLoopGroup group, InetSocketAddress address, NetLimits limits, ChannelHandler handler) {
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .handler(handler)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.SO_RCVBUF, limits.socketBuffer())
                .option(ChannelOption.SO_SNDBUF, limits.socketBuffer());
        // One batch, then everything it caused is flushed: waiting for more would only delay what is there.
        var received = new ReceiveBuffer(limits.maxDatagram(), limits.receiveBatch());
        if (Epoll.isAvailable()) {
            bootstrap
                    .channel(EpollDatagramChannel.class)
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, limits.maxDatagram())
                    .option(ChannelOption.RECVBUF_ALLOCATOR, received);
        } else {
            bootstrap
                    .channel(NioDatagramChannel.class)
                    .option(
                            ChannelOption.RECVBUF_ALLOCATOR,
                            new FixedRecvByteBufAllocator(limits.maxDatagram())
                                    .maxMessagesPerRead(limits.receiveBatch()));
        }
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        Channel channel = bound(group, bound, "UDP port " + address.getPort());
        channel.closeFuture().addListener(closed -> received.close());
        warnOfSmallBuffers(((DatagramChannel) channel).config(), limits.socketBuffer());
        return channel;
    }

    /** Whether several threads can send through one socket, each by itself. */
    static boolean canShare() {
        return Epoll.isAvailable();
    }

    /**
     * Another channel for a bound socket, in another group, that sends and does not read. It has to be deregistered before the
     * socket is closed, and must not be closed itself.
     */
    static Channel share(EventLoopGroup group, Channel bound, ChannelHandler handler) {
        int descriptor = ((UnixChannel) bound).fd().intValue();
        return new Bootstrap()
                .group(group)
                .channelFactory(() -> new EpollDatagramChannel(descriptor))
                .handler(handler)
                .option(ChannelOption.AUTO_READ, false)
                .register()
                .channel();
    }

    /**
     * Listens for connections, which are not read from before they ask for it.
     *
     * @param accepted is given each new one
     * @throws UncheckedIOException naming the port, when it is in use or the address is not ours; the group ends then
     */
    static Channel listen(
            EventLoopGroup group, InetSocketAddress address, StreamLimits limits, Consumer<Channel> accepted) {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(limits.queuedBytes() / 2, limits.queuedBytes()))
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(limits.readBytes()).maxMessagesPerRead(1))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        return bound(group, bound, "TCP port " + address.getPort());
    }

    private static Channel bound(EventLoopGroup group, ChannelFuture bound, String port) {
        Throwable cause = bound.cause();
        if (cause != null) {
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            String message = port + " cannot be opened: " + cause.getMessage();
            throw new UncheckedIOException(message, cause instanceof IOException e ? e : new IOException(cause));
        }
        return bound.channel();
    }

    /** Linux grants at most {@code net.core.rmem_max} and {@code wmem_max}, and reports twice what it granted. */
    private static void warnOfSmallBuffers(DatagramChannelConfig config, int wanted) {
        int least = Math.min(config.getReceiveBufferSize(), config.getSendBufferSize());
        if (least < wanted && WARNED.compareAndSet(false, true)) {
            LOG.warn(
                    "the kernel grants media sockets {} bytes of buffer instead of {}: a busy node loses datagrams. "
                            + "Raise net.core.rmem_max and net.core.wmem_max",
                    least,
                    wanted);
        }
    }
}
