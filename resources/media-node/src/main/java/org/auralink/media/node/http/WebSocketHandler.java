package org.auralink.media.node.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upgraded connection: has messages read by its listener, answers control frames, pings, and notices a client that is
 * silent or takes nothing.
 */
final class WebSocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketHandler.class);

    private final WebSocketListener listener;
    private final WebSocket socket;
    private final Lane lane;
    private final HttpLimits limits;
    private @Nullable UnreadMessages unread;
    private long lastHeard = System.nanoTime();
    private @Nullable Future<?> ping;

    WebSocketHandler(WebSocketListener listener, WebSocket socket, Lane lane, HttpLimits limits) {
        this.listener = listener;
        this.socket = socket;
        this.lane = lane;
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        unread = new UnreadMessages(ctx.channel(), lane, limits.unread());
        long interval = limits.pingInterval().toMillis();
        ping = ctx.executor().scheduleAtFixedRate(() -> ping(ctx), interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        lastHeard = System.nanoTime();
        if (frame instanceof BinaryWebSocketFrame binary) {
            read(ByteBufUtil.getBytes(binary.content()), listener::onBinary);
        } else if (frame instanceof TextWebSocketFrame text) {
            read(ByteBufUtil.getBytes(text.content()), listener::onText);
        } else if (frame instanceof PingWebSocketFrame pinged) {
            socket.pong(pinged.content());
        } else if (frame instanceof CloseWebSocketFrame close) {
            int code = close.statusCode();
            socket.closedByClient(code < 0 ? WebSocket.NORMAL : code);
        }
    }

    private void read(byte[] message, Consumer<byte[]> reading) {
        UnreadMessages waiting = unread;
        if (waiting == null) {
            throw new IllegalStateException("frames arrive after the handler was added");
        }
        waiting.read(message.length, () -> {
            try {
                reading.accept(message);
            } catch (RuntimeException e) {
                // A fault of ours that this client's message met ends its connection, and nothing else.
                LOG.error("A message could not be handled", e);
                socket.close(WebSocket.INTERNAL_ERROR, "internal error");
            }
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (ping != null) {
            ping.cancel(false);
        }
        lane.run(listener::onClosed);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("WebSocket closed: {}", cause.toString());
        boolean tooBig = cause instanceof TooLongFrameException
                || (cause instanceof CorruptedWebSocketFrameException corrupted
                        && corrupted.closeStatus().code() == WebSocket.TOO_BIG);
        socket.close(tooBig ? WebSocket.TOO_BIG : WebSocket.POLICY_VIOLATION, "");
    }

    private void ping(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        long patience = limits.silentSocket().toNanos();
        if (now - lastHeard > patience || socket.stalledNanos(now) > patience) {
            ctx.close();
        } else {
            ctx.writeAndFlush(new PingWebSocketFrame());
        }
    }
}
