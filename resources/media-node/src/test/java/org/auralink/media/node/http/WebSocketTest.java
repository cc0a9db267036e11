package org.auralink.media.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WebSocketTest {
    private final EmbeddedChannel stuck = new EmbeddedChannel(new NeverRead());
    private final WebSocket socket = new WebSocket(stuck, HttpLimits.DEFAULT);

    /** A client that does not read: nothing that is written ever leaves. */
    private static final class NeverRead extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
        }
    }

    @Test
    void closedSocketOfAClientThatDoesNotReadIsGoneAfterFiveSeconds() {
        stuck.freezeTime();
        socket.close(WebSocket.NORMAL, "");
        stuck.advanceTimeBy(4, TimeUnit.SECONDS);
        stuck.runScheduledPendingTasks();
        assertThat(stuck.isOpen()).isTrue();

        socket.close(WebSocket.NORMAL, "");
        stuck.advanceTimeBy(1, TimeUnit.SECONDS);
        stuck.runScheduledPendingTasks();
        assertThat(stuck.isOpen()).isFalse();
    }

    @Test
    void tinyMessagesThatWaitCountWithWhatTheyCost() {
        int sent = 0;
        while (stuck.isOpen() && sent < 100_000) {
            socket.sendBinary(new byte[1]);
            sent++;
        }
        assertThat(sent).isBetween(1_000, 10_000);
    }

    @Test
    void aClientThatTakesNothingIsToldFromOneThatHasNothingToTake() {
        long later = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        assertThat(socket.stalledNanos(later)).isZero();
        socket.sendBinary(new byte[1]);
        assertThat(socket.stalledNanos(later)).isBetween(1L, TimeUnit.MINUTES.toNanos(1));

        var reader = new WebSocket(new EmbeddedChannel(), HttpLimits.DEFAULT);
        reader.sendBinary(new byte[1]);
        assertThat(reader.stalledNanos(later)).isZero();
    }

    @Test
    void pongsThatWaitCountToo() {
        var content = Unpooled.wrappedBuffer(new byte[125]);
        int sent = 0;
        while (stuck.isOpen() && sent < 100_000) {
            socket.pong(content);
            sent++;
        }
        assertThat(sent).isBetween(1_000, 10_000);
        assertThat(content.refCnt()).isOne();
    }
}
