package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // Netty's channels take no other handle yet.
class ReceiveBufferTest {
    private static final int DATAGRAM = 1_500;
    private static final int MOST = 64;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ReceiveBuffer buffer = new ReceiveBuffer(DATAGRAM, MOST);
    private final RecvByteBufAllocator.Handle handle = buffer.newHandle();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    /** A wake-up in which so many datagrams are there; returns how many system calls read them. */
    private int read(int waiting) {
        int calls = 0;
        int left = waiting;
        handle.reset(channel.config());
        do {
            ByteBuf memory = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
            int places = memory.writableBytes() / DATAGRAM;
            int came = Math.min(left, places);
            handle.attemptedBytesRead(places * DATAGRAM);
            handle.lastBytesRead(came == 0 ? -1 : came * DATAGRAM);
            handle.incMessagesRead(came);
            memory.release();
            left -= came;
            calls++;
        } while (handle.continueReading());
        handle.readComplete();
        return calls;
    }

    private int places() {
        return handle.guess() / DATAGRAM;
    }

    @Test
    void aFrameOfACameraIsReadByOneCall() {
        assertThat(read(7)).isEqualTo(1);
        assertThat(read(1)).isEqualTo(1);
    }

    @Test
    void aCallThatWasFullIsFollowedByALargerOne() {
        assertThat(read(20)).isEqualTo(2);
        assertThat(places()).isEqualTo(16);
    }

    @Test
    void noMoreIsReadThanABatchAtATime() {
        assertThat(read(1_000))
                .as("8, 16 and 32 do not make 64, so there is a fourth")
                .isEqualTo(4);
        assertThat(places()).isEqualTo(MOST);
        assertThat(read(1_000)).isEqualTo(1);
    }

    @Test
    void placesThatStayEmptyAreGivenUpAfterAWhile() {
        read(1_000);
        for (int i = 0; i < 63; i++) {
            read(3);
        }
        assertThat(places()).isEqualTo(MOST);
        for (int i = 0; i < 1_000; i++) {
            read(1);
        }
        assertThat(places()).as("as many as a frame needs").isEqualTo(8);
    }

    @Test
    void theSameMemoryIsReadToAgain() {
        ByteBuf first = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
        first.release();
        ByteBuf second = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
        assertThat(second).isSameAs(first);
        ByteBuf third = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
        assertThat(third).as("somebody still reads the second").isNotSameAs(second);
        second.release();
        third.release();
    }

    @Test
    void memoryIsGivenBackWhenTheSocketIsClosedAndNobodyReadsItAnyMore() {
        ByteBuf memory = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
        buffer.close();
        assertThat(memory.refCnt()).as("it is still being read").isEqualTo(1);
        memory.release();
        assertThat(memory.refCnt()).isZero();
        buffer.close();
    }
}
