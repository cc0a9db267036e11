package org.auralink.media.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
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
 * does not read is disconnected when {@link HttpLimits#unsent()} bytes wait for it, or something waits for longer than
 * {@link HttpLimits#silentSocket()} of which it takes nothing.
 */
public final class WebSocket {
    /** RFC 6455 section 7.4.1. */
    public static final int NORMAL = 1000;

    /** As if the node went down. */
    public static final int GOING_AWAY = 1001;

    /** The client did what it must not, or too much of it. */
    public static final int POLICY_VIOLATION = 1008;

    /** We met a fault of ours. */
    public static final int INTERNAL_ERROR = 1011;

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
    /** When the client last took something, or had nothing to take. */
    private volatile long progress = System.nanoTime();

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
     * Sends what was queued, then a close frame, and nothing more. The connection ends when the client has read that, or
     * after {@link HttpLimits#goodbye()}. Only the first call counts.
     *
     * @param code of RFC 6455 section 7.4.1
     * @param reason for people, at most 123 bytes; may be empty
     */
    public void close(int code, String reason) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        channel.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(sent -> finish());
        try {
            channel.eventLoop().schedule(() -> channel.close(), limits.goodbye().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server stops, and closes all connections itself.
            channel.close();
        }
    }

    /** A connection that is closed with something unread in it is reset, and then the client never reads why. */
    private void finish() {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            channel.close();
        }
    }

    /** The client says goodbye: it is answered, unless we did first, and the connection ends. */
    void closedByClient(int code) {
        if (closing.compareAndSet(false, true)) {
            channel.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.close();
        }
    }

    /** Answers a ping, with its content; the caller keeps its own reference. */
    void pong(ByteBuf content) {
        send(new PongWebSocketFrame(content.retain()), content.readableBytes());
    }

    /** For how long something has waited of which the client takes nothing, in nanoseconds. */
    long stalledNanos(long now) {
        return unsent.get() == 0 ? 0 : now - progress;
    }

    private void send(WebSocketFrame frame, int payload) {
        int size = payload + FRAME_OVERHEAD;
        int waiting = unsent.addAndGet(size);
        if (waiting > limits.unsent()) {
            frame.release();
            channel.close();
            return;
        }
        if (waiting == size) {
            progress = System.nanoTime();
        }
        channel.writeAndFlush(frame).addListener(done -> {
            progress = System.nanoTime();
            unsent.addAndGet(-size);
        });
    }
}
