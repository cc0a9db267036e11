package org.auralink.media.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import org.auralink.media.transport.FrameBuffer;
import org.auralink.media.turn.TurnClient;

/** A client of the relay over a connection (RFC 8656 12.5). It stays as long as it has an allocation. */
final class RelayConnection extends ChannelInboundHandlerAdapter implements TurnClient {
    /** A datagram of the largest size in a Send indication, and what goes around it. */
    private static final int AROUND = 128;

    private final Relay relay;
    private final Channel channel;
    private final ConnectionBounds bounds;
    private final FrameBuffer frames;

    RelayConnection(Relay relay, Channel channel, StreamLimits limits, ConnectionBounds bounds) {
        this.relay = relay;
        this.channel = channel;
        this.bounds = bounds;
        frames = new FrameBuffer(FrameBuffer.Framing.TURN, limits.frame() + AROUND);
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    @Override
    public boolean isConnection() {
        return true;
    }

    @Override
    public void send(byte[] buf, int from, int size) {
        // What is more than the high-water mark waits for a client that does not read: late media is worth nothing.
        if (channel.isWritable()) {
            channel.write(Unpooled.copiedBuffer(buf, from, size));
            relay.written(channel);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf more = (ByteBuf) message;
        try {
            int size = more.readableBytes();
            more.readBytes(frames.room(size), frames.end(), size);
            frames.added(size);
        } finally {
            ReferenceCountUtil.release(message);
        }
        byte[] whole = frames.whole();
        for (int at = 0; whole != null && at < whole.length; ) {
            int size = FrameBuffer.Framing.TURN.sizeAt(whole, at);
            if (relay.receive(this, whole, at, size)) {
                bounds.prove(channel);
            }
            at += size;
        }
        if (frames.isMalformed()) {
            bounds.end(channel, StreamCounters.End.MALFORMED);
        }
    }

    /** Its allocation is over: once the answer that says so has left, the connection is too. */
    void over() {
        channel.eventLoop().execute(() -> {
            relay.flush();
            channel.close();
        });
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        relay.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        relay.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // TLS that fails, or a connection that broke.
        context.close();
    }
}
