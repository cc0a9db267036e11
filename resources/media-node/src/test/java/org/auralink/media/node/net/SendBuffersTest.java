package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SendBuffersTest {
    private static final byte[] DATAGRAM = {1, 2, 3, 4};

    private final SendBuffers buffers = new SendBuffers(3, 8);

    @Test
    void holdsAPartOfTheArray() {
        ByteBuf held = buffers.copyOf(DATAGRAM, 1, 2);
        assertThat(held.readableBytes()).isEqualTo(2);
        assertThat(held.readByte()).isEqualTo((byte) 2);
    }

    @Test
    void refusesWhenTheSocketHoldsAll() {
        buffers.copyOf(DATAGRAM, 0, 4);
        buffers.copyOf(DATAGRAM, 0, 4);
        buffers.copyOf(DATAGRAM, 0, 4);
        assertThat(buffers.copyOf(DATAGRAM, 0, 4)).isNull();
    }

    @Test
    void usesWhatWasGivenBackAgainAndAgain() {
        Queue<ByteBuf> socket = new ArrayDeque<>();
        for (int n = 0; n < 1000; n++) {
            if (socket.size() == 3) {
                socket.remove().release();
            }
            ByteBuf next = buffers.copyOf(DATAGRAM, 0, 4);
            assertThat(next).isNotNull();
            assertThat(next.readableBytes()).isEqualTo(4);
            socket.add(next);
        }
    }

    @Test
    void beginsAnewWhenTheSocketTookEverything() {
        SendBuffers many = new SendBuffers(8, 8);
        ByteBuf first = many.copyOf(DATAGRAM, 0, 4);
        ByteBuf second = many.copyOf(DATAGRAM, 0, 4);
        first.release();
        many.flushed();
        ByteBuf third = many.copyOf(DATAGRAM, 0, 4);
        assertThat(third).isNotSameAs(first).isNotSameAs(second);

        second.release();
        third.release();
        many.flushed();
        assertThat(many.copyOf(DATAGRAM, 0, 4)).isSameAs(first);
    }

    @Test
    void closingFreesWhatIsNotWaitingForTheSocket() {
        ByteBuf gone = buffers.copyOf(DATAGRAM, 0, 4);
        gone.release();
        ByteBuf waiting = buffers.copyOf(DATAGRAM, 0, 4);
        buffers.close();
        assertThat(gone.refCnt()).isZero();
        assertThat(waiting.refCnt()).isEqualTo(1);
    }
}
