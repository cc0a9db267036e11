package org.auralink.media.node.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The sending side of an endless chunked response, usable from any thread. */
public final class EventStream {
    private final Channel channel;
    private final AtomicInteger unsent = new AtomicInteger();

    EventStream(Channel channel) {
        this.channel = channel;
    }

    /** Queues text for the client. */
    public void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        unsent.addAndGet(bytes.length);
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)))
                .addListener(done -> unsent.addAndGet(-bytes.length));
    }

    /** Bytes queued and not yet handed to the operating system; lets a writer wait for a slow reader. */
    public int unsent() {
        return unsent.get();
    }

    /** Whether the client is still connected. */
    public boolean isOpen() {
        return channel.isActive();
    }

    /** Runs {@code action} when the client is gone. */
    public void onClosed(Runnable action) {
        channel.closeFuture().addListener(closed -> action.run());
    }

    /** Ends the connection; what waits for the client is dropped. */
    public void close() {
        channel.close();
    }
}
