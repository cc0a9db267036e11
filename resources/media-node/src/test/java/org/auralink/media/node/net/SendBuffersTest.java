package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SendBuffersTest {
    private final SendBuffers buffers = new SendBuffers(3, 8);

    @Test
    void refusesWhenTheSocketHoldsAll() {
        buffers.take();
        buffers.take();
        buffers.take();
        assertThat(buffers.take()).isNull();
    }

    @Test
    void usesWhatWasGivenBackAgainAndAgain() {
        Queue<ByteBuf> socket = new ArrayDeque<>();
        for (int n = 0; n < 1000; n++) {
            if (socket.size() == 3) {
                socket.remove().release();
            }
            ByteBuf next = buffers.take();
            assertThat(next).isNotNull();
            assertThat(next.readableBytes()).isZero();
            next.writeInt(n);
            socket.add(next);
        }
    }

    @Test
    void beginsAnewWhenTheSocketTookEverything() {
        SendBuffers many = new SendBuffers(8, 8);
        ByteBuf first = many.take();
        ByteBuf second = many.take();
        first.release();
        many.flushed();
        ByteBuf third = many.take();
        assertThat(third).isNotSameAs(first).isNotSameAs(second);

        second.release();
        third.release();
        many.flushed();
        assertThat(many.take()).isSameAs(first);
    }

    @Test
    void closingFreesWhatIsNotWaitingForTheSocket() {
        ByteBuf gone = buffers.take();
        gone.release();
        ByteBuf waiting = buffers.take();
        buffers.close();
        assertThat(gone.refCnt()).isZero();
        assertThat(waiting.refCnt()).isEqualTo(1);
    }
}
