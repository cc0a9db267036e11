package org.auralink.media.node.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.auralink.media.node.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The HTTP and WebSocket server. */
public final class HttpServer implements AutoCloseable {
    private final HttpThreads threads;
    private final ChannelGroup listening = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final AwaitedRequests awaited;
    private final PeerConnections peers;
    private final Routes routes;
    private final HttpLimits limits;
    private int port;
    private OptionalInt tlsPort = OptionalInt.empty();

    private HttpServer(HttpThreads threads, PeerConnections peers, Routes routes, HttpLimits limits) {
        this.threads = threads;
        this.awaited = new AwaitedRequests(limits.awaitedRequests());
        this.peers = peers;
        this.routes = routes;
        this.limits = limits;
    }

    /** As the other, with threads of its own. */
    public static HttpServer start(List<InetAddress> addresses, int port, Routes routes, HttpLimits limits) {
        return start(addresses, port, "port", address -> false, routes, limits, new HttpThreads());
    }

    /**
     * Binds every address.
     *
     * @param port TCP port, 0 for one that the operating system chooses (the same for all addresses)
     * @param setting what the configuration calls the port
     * @param shared whose connections are those of many clients: a proxy's
     * @param threads ended together with the server, also when it does not start
     * @throws ConfigException naming the setting or {@code bind_addresses} when binding fails; nothing stays bound then
     */
    public static HttpServer start(
            List<InetAddress> addresses,
            int port,
            String setting,
            Predicate<InetAddress> shared,
            Routes routes,
            HttpLimits limits,
            HttpThreads threads) {
        var server =
                new HttpServer(threads, new PeerConnections(limits.connectionsOfAddress(), shared), routes, limits);
        server.port = server.listen(addresses, port, setting, "bind_addresses", null);
        return server;
    }

    /**
     * Serves the same over TLS at another port, within the same bounds.
     *
     * @param tls asked by each connection
     * @param section of the configuration, with the port and where to listen
     * @throws ConfigException as {@link #start}; the whole server is closed then
     */
    public void listenOverTls(List<InetAddress> addresses, int port, String section, Supplier<SslContext> tls) {
        tlsPort = OptionalInt.of(listen(addresses, port, section + ".port", section + ".bind_addresses", tls));
    }

    private int listen(
            List<InetAddress> addresses, int wanted, String setting, String where, @Nullable Supplier<SslContext> tls) {
        try {
            int bound = wanted;
            for (InetAddress address : addresses) {
                bound = bind(new InetSocketAddress(address, bound), setting, where, tls);
            }
            return bound;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private int bind(InetSocketAddress place, String setting, String where, @Nullable Supplier<SslContext> tls) {
        var bound = new ServerBootstrap()
                .group(threads.acceptor(), threads.connections())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, tls);
                    }
                })
                .bind(place)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            String on = " on " + place.getAddress().getHostAddress();
            throw bound.cause() instanceof BindException
                            && String.valueOf(bound.cause().getMessage()).contains("in use")
                    ? new ConfigException(setting, place.getPort() + " is taken" + on + ", expected a free TCP port")
                    : new ConfigException(where, "expected addresses of this host, cannot bind" + on);
        }
        listening.add(bound.channel());
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    private void accept(Channel channel, @Nullable Supplier<SslContext> tls) {
        if (connections.size() >= limits.connections() || !peers.opened(channel)) {
            channel.close();
            return;
        }
        connections.add(channel);
        if (tls != null) {
            channel.pipeline().addLast(TlsHandlers.of(channel, tls, limits.request()));
        }
        var deadline = new RequestDeadline(limits.request());
        Lane lane = threads.workers().lane();
        var requests = new RequestHandler(routes, limits, awaited, deadline, lane);
        channel.pipeline()
                .addLast(new IdleStateHandler(0, 0, limits.idleHttp().toSeconds(), TimeUnit.SECONDS))
                .addLast(deadline)
                .addLast(new HttpServerCodec(limits.requestLine(), limits.headers(), 8192))
                .addLast(new WebSocketServerCompressionHandler(limits.message()))
                .addLast(new BodyLimit(requests, limits, lane))
                .addLast(requests);
    }

    /** The port that is bound for TLS, when one is. */
    public OptionalInt tlsPort() {
        return tlsPort;
    }

    /** The port that is bound. */
    public int port() {
        return port;
    }

    /** Closes the listening sockets and every connection, waiting at most a second for what is queued. */
    @Override
    public void close() {
        listening.close();
        connections.close().awaitUninterruptibly(500);
        threads.close();
    }
}
