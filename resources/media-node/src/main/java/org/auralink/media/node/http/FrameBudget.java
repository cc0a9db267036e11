package org.auralink.media.node.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Asks the listener about every frame as it is on the wire, before messages are put together of them: a message of a
 * thousand empty parts costs a thousand frames, and so do a thousand pings.
 */
final class FrameBudget extends ChannelInboundHandlerAdapter {
    private final WebSocketListener listener;
    private final WebSocket socket;
    private boolean exceeded;

    FrameBudget(WebSocketListener listener, WebSocket socket) {
        this.listener = listener;
        this.socket = socket;
    }

    /** Drops bytes before they are decoded or even decompressed. */
    private static final class Discard extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!exceeded
                && message instanceof WebSocketFrame frame
                && !listener.onFrame(frame.content().readableBytes())) {
            exceeded = true;
            socket.close(WebSocket.POLICY_VIOLATION, "too many messages");
            // What still comes is dropped as it comes. Left in the socket, it would make of our goodbye a reset.
            ctx.pipeline().addFirst(new Discard());
        }
        if (exceeded) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }
}
