package org.auralink.media.node.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP connection: requests in, one at a time to their route, answers out in the same order. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Routes routes;
    private final HttpLimits limits;
    private final AwaitedRequests awaited;
    private final RequestDeadline deadline;
    private final Lane lane;
    private final Queue<FullHttpRequest> waiting = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private boolean busy;
    private boolean keepAlive;

    RequestHandler(Routes routes, HttpLimits limits, AwaitedRequests awaited, RequestDeadline deadline, Lane lane) {
        this.routes = routes;
        this.limits = limits;
        this.awaited = awaited;
        this.deadline = deadline;
        this.lane = lane;
    }

    /** Whether a request's route trusts it by its head. */
    boolean trusts(HttpRequest head) {
        try {
            Exchange exchange = new Exchange(this, head.method().name(), head.uri(), head.headers(), new byte[0]);
            return routes.find(exchange.path()).trusts(exchange);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        awaited.await(ctx.channel());
        ctx.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        deadline.met();
        if (busy) {
            if (waiting.size() >= limits.waitingRequests()) {
                ctx.close();
            } else {
                waiting.add(request.retain());
            }
            return;
        }
        start(ctx, request);
    }

    private void start(ChannelHandlerContext ctx, FullHttpRequest request) {
        busy = true;
        awaited.complete(ctx.channel());
        if (request.decoderResult().isFailure()) {
            keepAlive = false;
            boolean tooLong = request.decoderResult().cause() instanceof TooLongHttpLineException;
            send(ctx, request.uri(), request.headers(), tooLong ? 414 : 400, "", new byte[0], Map.of());
            return;
        }
        keepAlive = HttpUtil.isKeepAlive(request);
        Exchange exchange;
        try {
            exchange = new Exchange(
                    this,
                    request.method().name(),
                    request.uri(),
                    request.headers(),
                    ByteBufUtil.getBytes(request.content()));
        } catch (IllegalArgumentException e) {
            send(ctx, request.uri(), request.headers(), 400, "", new byte[0], Map.of());
            return;
        }
        dispatch(exchange);
    }

    private void dispatch(Exchange exchange) {
        if (exchange.method().equals("OPTIONS")) {
            exchange.empty(204);
            return;
        }
        Route route = routes.find(exchange.path());
        if (route.isImmediate()) {
            answer(route, exchange);
        } else {
            lane.run(() -> answer(route, exchange));
        }
    }

    private static void answer(Route route, Exchange exchange) {
        try {
            route.handle(exchange);
        } catch (IllegalArgumentException e) {
            // Query values are decoded on access to the path's route.
            exchange.empty(400);
        } catch (RuntimeException e) {
            LOG.error("Request to {} failed", exchange.path(), e);
            exchange.text(500, "internal error");
        }
    }

    InetAddress peer() {
        return context != null && context.channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    void whenGone(Runnable action) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            action.run();
        } else {
            ctx.channel().closeFuture().addListener(closed -> action.run());
        }
    }

    void reply(Exchange exchange, int status, String type, byte[] content, Map<String, String> extra) {
        onLoop(ctx -> send(ctx, exchange.path(), exchange.requestHeaders(), status, type, content, extra));
    }

    void stream(Exchange exchange, String contentType, Consumer<EventStream> started) {
        onLoop(ctx -> {
            if (!ctx.channel().isActive()) {
                return;
            }
            var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                    .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
            HttpUtil.setTransferEncodingChunked(response, true);
            allow(exchange.path(), exchange.requestHeaders(), response.headers());
            removeTimers(ctx);
            ctx.writeAndFlush(response);
            started.accept(new EventStream(ctx.channel()));
        });
    }

    void upgrade(Exchange exchange, WebSocketListener listener) {
        onLoop(ctx -> {
            if (!ctx.channel().isActive()) {
                listener.onClosed();
                return;
            }
            var decoder = WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(limits.message())
                    .allowExtensions(true)
                    .build();
            var request = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1, HttpMethod.GET, exchange.path(), Unpooled.EMPTY_BUFFER);
            request.headers().set(exchange.requestHeaders());
            var handshaker =
                    new WebSocketServerHandshakerFactory(exchange.path(), null, decoder).newHandshaker(request);
            if (handshaker == null) {
                listener.onClosed();
                WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(ctx.channel())
                        .addListener(ChannelFutureListener.CLOSE);
                return;
            }
            shakeHands(ctx, handshaker, request, listener);
        });
    }

    private void shakeHands(
            ChannelHandlerContext ctx,
            WebSocketServerHandshaker handshaker,
            FullHttpRequest request,
            WebSocketListener listener) {
        try {
            handshaker.handshake(ctx.channel(), request).addListener((ChannelFutureListener) done -> {
                if (!done.isSuccess()) {
                    ctx.close();
                }
            });
        } catch (RuntimeException e) {
            // A Sec-WebSocket-Key that is missing or no base64.
            listener.onClosed();
            ctx.close();
            return;
        }
        removeTimers(ctx);
        var socket = new WebSocket(ctx.channel(), limits);
        ctx.pipeline().addLast(new FrameBudget(listener, socket));
        ctx.pipeline().addLast(new WebSocketFrameAggregator(limits.message()));
        ctx.pipeline().addLast(new WebSocketHandler(listener, socket, lane, limits));
        ctx.pipeline().remove(this);
        listener.onOpen(socket);
    }

    /** Lets pages read the answer, where that is meant. */
    void allow(String target, HttpHeaders request, HttpHeaders response) {
        if (routes.areForPages(target)) {
            Cors.allow(request, response);
        }
    }

    private void send(
            ChannelHandlerContext ctx,
            String target,
            HttpHeaders request,
            int status,
            String type,
            byte[] content,
            Map<String, String> extra) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(content));
        if (status != 204) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, content.length);
        }
        if (!type.isEmpty()) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        }
        extra.forEach(response.headers()::set);
        allow(target, request, response.headers());
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
        // From here on, because a client that does not take its answer is no better known than one that asks nothing.
        awaited.await(ctx.channel());
        ctx.writeAndFlush(response).addListener(done -> {
            busy = false;
            if (!keepAlive || !done.isSuccess()) {
                ctx.close();
            } else {
                next(ctx);
            }
        });
    }

    private void next(ChannelHandlerContext ctx) {
        FullHttpRequest request = waiting.poll();
        if (request != null) {
            try {
                start(ctx, request);
            } finally {
                request.release();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        awaited.complete(ctx.channel());
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && !busy) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("HTTP connection closed: {}", cause.toString());
        ctx.close();
    }

    private void onLoop(Consumer<ChannelHandlerContext> action) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("an exchange exists only on an accepted connection");
        }
        if (ctx.executor().inEventLoop()) {
            action.accept(ctx);
        } else {
            ctx.executor().execute(() -> action.accept(ctx));
        }
    }

    private void removeTimers(ChannelHandlerContext ctx) {
        if (ctx.pipeline().get(IdleStateHandler.class) != null) {
            ctx.pipeline().remove(IdleStateHandler.class);
            ctx.pipeline().remove(deadline);
        }
    }
}
