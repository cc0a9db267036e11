package org.auralink.media.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.auralink.media.transport.FrameBuffer;
import org.auralink.media.transport.PeerAddress;
import org.auralink.media.transport.TokenBucket;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a client's for media (RFC 6544). The first frame says by its user name fragment for which association it
 * is, and so on which loop its datagrams are handled; until the association found it authentic nothing else is read. No
 * more is read than the loop has handled. On the connections' thread, but for what the carrier does.
 */
final class MediaConnection extends ChannelInboundHandlerAdapter {
    /** For what was sent to leave, when the association is over. */
    private static final long LAST_WORDS_SECONDS = 2;

    private final UfragIndex index;
    private final StreamLimits limits;
    private final ConnectionBounds bounds;
    private final FrameBuffer frames;
    private final TokenBucket datagrams;
    private @Nullable DatagramLoop loop;
    private @Nullable PeerAddress address;

    MediaConnection(UfragIndex index, StreamLimits limits, ConnectionBounds bounds) {
        this.index = index;
        this.limits = limits;
        this.bounds = bounds;
        frames = new FrameBuffer(FrameBuffer.Framing.DATAGRAMS, FrameBuffer.LENGTH + limits.frame());
        datagrams = new TokenBucket(limits.datagramsPerSecond(), limits.datagramBurst());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            ByteBuf more = (ByteBuf) message;
            int size = more.readableBytes();
            more.readBytes(frames.room(size), frames.end(), size);
            frames.added(size);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        advance(context.channel());
    }

    private void advance(Channel open) {
        DatagramLoop known = loop;
        PeerAddress from = address;
        if (known == null || from == null) {
            enter(open);
            return;
        }
        byte[] whole = frames.whole();
        if (frames.isMalformed()) {
            bounds.end(open, StreamCounters.End.MALFORMED);
        } else if (whole == null) {
            open.read();
        } else {
            deliverInTime(open, known, from, whole);
        }
    }

    /** As fast as datagrams may come; nothing is read meanwhile. */
    private void deliverInTime(Channel open, DatagramLoop to, PeerAddress from, byte[] whole) {
        int count = Math.min(FrameBuffer.count(whole), limits.datagramBurst());
        long wait = datagrams.nanosUntil(System.nanoTime(), count);
        if (wait > 0) {
            open.eventLoop().schedule(() -> deliverInTime(open, to, from, whole), wait, TimeUnit.NANOSECONDS);
            return;
        }
        datagrams.take(System.nanoTime(), count);
        deliver(open, to, from, whole);
    }

    /** The first frame names the association. */
    private void enter(Channel open) {
        byte[] first = frames.first();
        if (first == null) {
            if (frames.isMalformed()) {
                bounds.end(open, StreamCounters.End.MALFORMED);
            } else {
                open.read();
            }
            return;
        }
        String ufrag = StunUsername.localFragment(first, FrameBuffer.LENGTH, first.length - FrameBuffer.LENGTH);
        DatagramLoop found = ufrag == null ? null : index.find(ufrag);
        if (found == null) {
            bounds.end(open, StreamCounters.End.STRANGER);
            return;
        }
        var from = new PeerAddress((InetSocketAddress) open.remoteAddress(), new OverConnection(found, open));
        loop = found;
        address = from;
        deliver(open, found, from, first);
    }

    private void deliver(Channel open, DatagramLoop to, PeerAddress from, byte[] whole) {
        boolean planned = to.execute(now -> {
            boolean known = false;
            try {
                to.receive(whole, from);
                known = to.knows(Objects.requireNonNull(from.carrier()));
            } finally {
                boolean expected = known;
                open.eventLoop().execute(() -> delivered(open, expected));
            }
        });
        if (!planned) {
            open.close();
        }
    }

    private void delivered(Channel open, boolean expected) {
        if (!expected) {
            // An association that is over has closed it already; this is somebody who is none's client.
            bounds.end(open, StreamCounters.End.STRANGER);
            return;
        }
        bounds.prove(open);
        if (open.isActive()) {
            advance(open);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        DatagramLoop known = loop;
        PeerAddress from = address;
        if (known != null && from != null) {
            known.execute(now -> known.lost(from));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A connection that broke; its client opens another.
        context.close();
    }

    /** The way back to the client. */
    private final class OverConnection extends FramedCarrier {
        private final Channel open;

        OverConnection(DatagramLoop loop, Channel open) {
            super(loop, limits);
            this.open = open;
        }

        @Override
        void handOver(ByteBuf whole) {
            int size = whole.readableBytes();
            open.writeAndFlush(whole).addListener(written -> taken(size));
        }

        @Override
        void cut() {
            bounds.end(open, StreamCounters.End.STUCK);
        }

        @Override
        public void close() {
            super.close();
            open.eventLoop().schedule(() -> open.close(), LAST_WORDS_SECONDS, TimeUnit.SECONDS);
            open.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
