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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One upgraded connection: hands messages to its listener, answers control frames, pings, and notices silence. */
final class WebSocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketHandler.class);

    private final WebSocketListener listener;
    private final WebSocket socket;
    private final HttpLimits limits;
    private long lastHeard = System.nanoTime();
    private @Nullable Future<?> ping;

    WebSocketHandler(WebSocketListener listener, WebSocket socket, HttpLimits limits) {
        this.listener = listener;
        this.socket = socket;
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        long interval = limits.pingInterval().toMillis();
        ping = ctx.executor().scheduleAtFixedRate(() -> ping(ctx), interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        lastHeard = System.nanoTime();
        if (frame instanceof BinaryWebSocketFrame binary) {
            listener.onBinary(ByteBufUtil.getBytes(binary.content()));
        } else if (frame instanceof TextWebSocketFrame text) {
            listener.onText(text.text());
        } else if (frame instanceof PingWebSocketFrame pinged) {
            socket.pong(pinged.content());
        } else if (frame instanceof CloseWebSocketFrame close) {
            int code = close.statusCode();
            socket.close(code < 0 ? WebSocket.NORMAL : code, "");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (ping != null) {
            ping.cancel(false);
        }
        listener.onClosed();
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
        if (System.nanoTime() - lastHeard > limits.silentSocket().toNanos()) {
            ctx.close();
        } else {
            ctx.writeAndFlush(new PingWebSocketFrame());
        }
    }
}
