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
    private @Nullable HttpRequest current;
    private long left;
    private boolean refused;

    BodyLimit(RequestHandler requests, HttpLimits limits) {
        super(limits.trustedBody(), true);
        this.requests = requests;
        this.limits = limits;
        setMaxCumulationBufferComponents(MAX_PARTS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (!refused && exceeds(message)) {
            refused = true;
            refuse(ctx);
        }
        if (refused) {
            ReferenceCountUtil.release(message);
        } else {
            super.channelRead(ctx, message);
        }
    }

    private boolean exceeds(Object message) {
        if (message instanceof HttpRequest head) {
            current = head;
            left = limits.body();
            if (head.decoderResult().isFailure()) {
                return false;
            }
            long announced = HttpUtil.getContentLength(head, 0L);
            if ((announced > left || HttpUtil.isTransferEncodingChunked(head)) && requests.trusts(head)) {
                left = limits.trustedBody();
            }
            if (announced > left) {
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
            Cors.allow(request.headers(), response.headers());
        }
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
