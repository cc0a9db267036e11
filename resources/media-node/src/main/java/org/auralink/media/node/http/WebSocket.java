package org.auralink.media.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sending side of an open WebSocket, usable from any thread. Messages leave in the order of the calls. A client that
 * does not read is disconnected when {@link HttpLimits#unsent()} bytes wait for it.
 */
public final class WebSocket {
    /** RFC 6455 section 7.4.1. */
    public static final int NORMAL = 1000;

    /** The client did what it must not, or too much of it. */
    public static final int POLICY_VIOLATION = 1008;

    /** A message was larger than {@link HttpLimits#message()}. */
    public static final int TOO_BIG = 1009;

    /**
     * What one waiting message costs besides its payload, about: frame, buffer, header, promise and their places in the
     * queue. Without it a flood of tiny messages to a client that does not read would cost a hundred times what is seen.
     */
    private static final int FRAME_OVERHEAD = 512;

    private final Channel channel;
    private final HttpLimits limits;
    private final AtomicInteger unsent = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();

    WebSocket(Channel channel, HttpLimits limits) {
        this.channel = channel;
        this.limits = limits;
    }

    /** Queues a binary message; the array is not copied and must not change any more. */
    public void sendBinary(byte[] message) {
        ByteBuf content = Unpooled.wrappedBuffer(message);
        send(new BinaryWebSocketFrame(content), message.length);
    }

    /** Queues a text message. */
    public void sendText(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        send(new TextWebSocketFrame(Unpooled.wrappedBuffer(bytes)), bytes.length);
    }

    /**
     * Sends what was queued, then a close frame, then closes the connection; without the client's taking it after
     * {@link HttpLimits#goodbye()}. Only the first call counts.
     *
     * @param code of RFC 6455 section 7.4.1
     * @param reason for people, at most 123 bytes; may be empty
     */
    public void close(int code, String reason) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        channel.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(ChannelFutureListener.CLOSE);
        try {
            channel.eventLoop().schedule(() -> channel.close(), limits.goodbye().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server stops, and closes all connections itself.
            channel.close();
        }
    }

    /** Answers a ping, with its content; the caller keeps its own reference. */
    void pong(ByteBuf content) {
        send(new PongWebSocketFrame(content.retain()), content.readableBytes());
    }

    private void send(WebSocketFrame frame, int payload) {
        int size = payload + FRAME_OVERHEAD;
        if (unsent.addAndGet(size) > limits.unsent()) {
            frame.release();
            channel.close();
            return;
        }
        channel.writeAndFlush(frame).addListener(done -> unsent.addAndGet(-size));
    }
}
