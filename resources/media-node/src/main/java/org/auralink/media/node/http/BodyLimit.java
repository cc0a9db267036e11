package org.auralink.media.node.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Collects a request's body up to the limit, which is small unless the request's route trusts its head; a larger one is
 * answered with 413 and the connection closed.
 */
final class BodyLimit extends HttpObjectAggregator {
    /** Parts of a body that are kept as they came; each may hold on to a whole buffer for a single byte. */
    private static final int MAX_PARTS = 64;

    private final RequestHandler requests;
    private final HttpLimits limits;
    private final Lane lane;
    /** What came while somebody finds out whether its head is trusted. */
    private final Queue<Object> held = new ArrayDeque<>();

    private boolean asking;
    private @Nullable HttpRequest current;
    private long left;
    private boolean refused;

    BodyLimit(RequestHandler requests, HttpLimits limits, Lane lane) {
        super(limits.trustedBody(), true);
        this.requests = requests;
        this.limits = limits;
        this.lane = lane;
        setMaxCumulationBufferComponents(MAX_PARTS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (asking) {
            held.add(message);
        } else if (!refused && message instanceof HttpRequest head && mayBeLarge(head)) {
            asking = true;
            held.add(head);
            ctx.channel().config().setAutoRead(false);
            lane.run(() -> {
                boolean trusted = requests.trusts(head);
                ctx.executor().execute(() -> goOn(ctx, trusted));
            });
        } else {
            take(ctx, message, limits.body());
        }
    }

    private boolean mayBeLarge(HttpRequest head) {
        return head.decoderResult().isSuccess()
                && (HttpUtil.getContentLength(head, 0L) > limits.body() || HttpUtil.isTransferEncodingChunked(head));
    }

    private void goOn(ChannelHandlerContext ctx, boolean trusted) {
        asking = false;
        Object head = held.poll();
        try {
            if (head != null) {
                take(ctx, head, trusted ? limits.trustedBody() : limits.body());
            }
            while (!asking && !held.isEmpty()) {
                channelRead(ctx, held.remove());
            }
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
        if (!asking) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        super.channelInactive(ctx);
    }

    /** @param most bytes of the body, when this is a head */
    private void take(ChannelHandlerContext ctx, Object message, int most) throws Exception {
        if (!refused && exceeds(message, most)) {
            refused = true;
            refuse(ctx);
        }
        if (refused) {
            ReferenceCountUtil.release(message);
        } else {
            super.channelRead(ctx, message);
        }
    }

    private boolean exceeds(Object message, int most) {
        if (message instanceof HttpRequest head) {
            current = head;
            left = most;
            if (head.decoderResult().isFailure()) {
                return false;
            }
            if (HttpUtil.getContentLength(head, 0L) > left) {
                return true;
            }
        }
        if (message instanceof HttpContent part) {
            left -= part.content().readableBytes();
        }
        return left < 0;
    }

    private void refuse(ChannelHandlerContext ctx) {
        byte[] body = "request body too large".getBytes(StandardCharsets.UTF_8);
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, "close");
        HttpRequest request = current;
        if (request != null) {
            requests.allow(request.uri(), request.headers(), response.headers());
        }
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
