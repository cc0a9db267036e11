package org.auralink.media.node.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.auralink.media.node.http.TlsHandlers;
import org.auralink.media.turn.Allocation;
import org.auralink.media.turn.RelayEvents;
import org.auralink.media.turn.TurnClient;
import org.auralink.media.turn.TurnDrop;
import org.auralink.media.turn.TurnLimits;
import org.auralink.media.turn.TurnSecret;
import org.auralink.media.turn.TurnServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TURN over UDP and TLS, on one thread of its own: neither the cost of TLS nor a flood of strangers takes a media thread's
 * time. What clients send is handed to the loop of the media port that they send it to.
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    /** How exactly allocations end when their time is over; they last minutes. */
    private static final long TICK_SECONDS = 5;
    /** Two round trips, where every packet may get lost twice. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final StreamLimits limits;
    private final SourceBudgets strangers;
    private final EventLoopGroup group = Sockets.group("turn");
    private final Map<InetSocketAddress, DatagramLoop> ports = new HashMap<>();
    private final Map<Allocation, Map<InetSocketAddress, RelayCarrier>> carriers = new HashMap<>();
    private final Set<RelayCarrier> filled = new LinkedHashSet<>();
    private final Set<Channel> written = new LinkedHashSet<>();
    private final ConnectionBounds bounds;
    private final TurnServer server;
    private final List<Channel> sockets = new ArrayList<>();

    /**
     * Without ports yet.
     *
     * @param loops whose media ports may be reached
     * @param secret makes the credentials
     * @param balanced whether connections come through somebody in front of us, whose address stands for all clients
     */
    public Relay(DatagramLoops loops, TurnSecret secret, TurnLimits turn, StreamLimits limits, boolean balanced) {
        this.limits = limits;
        strangers = new SourceBudgets(limits.strangers());
        bounds = new ConnectionBounds(limits, address -> balanced);
        List<InetSocketAddress> reachable = new ArrayList<>();
        for (DatagramLoop loop : loops.all()) {
            for (InetSocketAddress port : loop.advertisedPorts()) {
                ports.put(port, loop);
                reachable.add(port);
            }
        }
        server = new TurnServer(turn, secret, reachable, now -> System.currentTimeMillis() / 1000, new ToLoops());
        group.scheduleWithFixedDelay(
                () -> server.tick(System.nanoTime()), TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Opens the port for UDP.
     *
     * @throws UncheckedIOException naming the port, when it is in use or the address is not ours
     */
    public void listenOverUdp(InetSocketAddress bind, NetLimits net) {
        Channel channel = Sockets.bind(group, bind, net, new UdpReceiver(net.maxDatagram()));
        // What one batch brings must not be more than Netty takes between two flushes.
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(net.socketBuffer() / 2, net.socketBuffer()));
        sockets.add(channel);
    }

    /**
     * Opens the port for connections.
     *
     * @param tls asked by each of those that are encrypted here; null when somebody in front of us does it
     * @throws UncheckedIOException naming the port, when it is in use or the address is not ours
     */
    public void listenOverTcp(InetSocketAddress bind, @Nullable Supplier<SslContext> tls) {
        sockets.add(Sockets.listen(group, bind, limits, channel -> {
            if (bounds.accept(channel)) {
                if (tls != null) {
                    channel.pipeline().addLast(TlsHandlers.of(channel, tls, HANDSHAKE));
                }
                channel.pipeline().addLast(new RelayConnection(this, channel, limits, bounds));
                channel.config().setAutoRead(true);
            }
        }));
    }

    /** The bound ports, in the order in which they were opened. */
    public List<Integer> boundPorts() {
        return sockets.stream()
                .map(channel -> ((InetSocketAddress) channel.localAddress()).getPort())
                .toList();
    }

    /** What became of connections. */
    public StreamCounters counters() {
        return bounds.counters();
    }

    /** Allocations at present; from any thread. */
    public int allocations() {
        return server.size();
    }

    /** What was dropped for a reason; from any thread. */
    public long dropped(TurnDrop reason) {
        return server.dropped(reason);
    }

    /** A message of a client's; false when nothing is known of the client after it. */
    boolean receive(TurnClient client, byte[] buf, int from, int size) {
        long now = System.nanoTime();
        if (!server.knows(client) && !strangers.admits(now, client.address())) {
            return false;
        }
        try {
            server.receive(now, client, buf, from, size);
        } catch (RuntimeException e) {
            LOG.error("a message to the relay broke something", e);
        }
        return server.knows(client);
    }

    /** A client's connection ended. */
    void closed(TurnClient client) {
        server.closed(System.nanoTime(), client);
    }

    /** Something was written that has to be flushed. */
    void written(Channel channel) {
        written.add(channel);
    }

    /** All that one read brought was handled: what it caused leaves. */
    void flush() {
        filled.forEach(RelayCarrier::deliver);
        filled.clear();
        written.forEach(Channel::flush);
        written.clear();
    }

    /** Ends what is open. */
    @Override
    public void close() {
        sockets.forEach(Channel::close);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }

    /** Passes on what clients send. */
    private final class ToLoops implements RelayEvents {
        @Override
        public void toNode(long now, Allocation allocation, InetSocketAddress peer, byte[] buf, int from, int size) {
            RelayCarrier carrier = carriers.computeIfAbsent(allocation, key -> new HashMap<>())
                    .computeIfAbsent(peer, key -> carrier(allocation, key));
            if (carrier.collect(buf, from, size)) {
                filled.add(carrier);
            }
        }

        private RelayCarrier carrier(Allocation allocation, InetSocketAddress peer) {
            DatagramLoop loop = Objects.requireNonNull(ports.get(peer));
            return new RelayCarrier(loop, limits, allocation, group, new RelayCarrier.ToClient() {
                @Override
                public void send(byte[] buf, int from, int size) {
                    server.fromNode(System.nanoTime(), allocation, peer, buf, from, size);
                }

                @Override
                public void flush() {
                    Relay.this.flush();
                }
            });
        }

        @Override
        public void ended(long now, Allocation allocation) {
            Map<InetSocketAddress, RelayCarrier> over = carriers.remove(allocation);
            if (over != null) {
                over.values().forEach(carrier -> {
                    filled.remove(carrier);
                    carrier.end();
                });
            }
            if (allocation.client() instanceof RelayConnection connection) {
                connection.over();
            }
        }
    }

    /** A client over UDP: its address. */
    private record UdpClient(InetSocketAddress address, Channel socket, Relay relay) implements TurnClient {
        @Override
        public boolean isConnection() {
            return false;
        }

        @Override
        public void send(byte[] buf, int from, int size) {
            if (socket.isWritable()) {
                socket.write(new DatagramPacket(Unpooled.copiedBuffer(buf, from, size), address), socket.voidPromise());
                relay.written(socket);
            }
        }

        @Override
        public String toString() {
            return "UdpClient";
        }
    }

    private final class UdpReceiver extends ChannelInboundHandlerAdapter {
        private final byte[] received;

        UdpReceiver(int largest) {
            received = new byte[largest];
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            DatagramPacket datagram = (DatagramPacket) message;
            try {
                int size = Math.min(received.length, datagram.content().readableBytes());
                datagram.content().readBytes(received, 0, size);
                receive(new UdpClient(datagram.sender(), context.channel(), Relay.this), received, 0, size);
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // An address can be unreachable or gone; its client's silence is what counts.
            LOG.debug("a datagram could not be sent or received", cause);
        }
    }
}
