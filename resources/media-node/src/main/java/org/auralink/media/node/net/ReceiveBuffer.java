package org.auralink.media.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a socket's datagrams are read to, several by one system call. Nothing is allocated for a read, and a read that
 * found less than it had room for is the last: Netty's own allocators ask once more, and in vain, whenever something came.
 * How many a call has room for follows what comes, because each place costs some hundred nanoseconds even when it stays
 * empty. One socket and thread; what is read must be released before the next read.
 */
final class ReceiveBuffer implements RecvByteBufAllocator {
    /** Places of a call at least: a frame of a camera is one call. */
    private static final int FEWEST = 8;
    /** So many calls that left most places empty make them fewer. */
    private static final int PATIENCE = 64;
    /** Without leak detection, which takes a stack trace for a share of all reads; there is one buffer, and it stays. */
    private static final UnpooledByteBufAllocator MEMORY = new UnpooledByteBufAllocator(true, true);

    private final int datagram;
    private final int most;
    private @Nullable ByteBuf memory;

    /**
     * @param datagram bytes of the largest
     * @param most datagrams that are read before what they cause is sent
     */
    ReceiveBuffer(int datagram, int most) {
        this.datagram = datagram;
        this.most = most;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's channels take nothing else yet.
    public Handle newHandle() {
        return new Reading();
    }

    /** Gives the memory back once the socket is closed; what is still read keeps its own until it is released. */
    void close() {
        ByteBuf held = memory;
        memory = null;
        if (held != null) {
            held.release();
        }
    }

    private final class Reading implements ExtendedHandle {
        private int places = Math.min(FEWEST, most);
        private int sparse;
        private int messages;
        private int attempted;
        private int last;

        @Override
        public ByteBuf allocate(ByteBufAllocator unused) {
            ByteBuf present = memory;
            if (present == null || present.refCnt() > 1 || present.capacity() < guess()) {
                close();
                present = MEMORY.directBuffer(guess(), guess());
                memory = present;
            }
            return present.retain().clear();
        }

        @Override
        public int guess() {
            return places * datagram;
        }

        @Override
        public void reset(ChannelConfig config) {
            messages = 0;
        }

        @Override
        public void incMessagesRead(int count) {
            messages += count;
        }

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            boolean more = last == attempted && messages < most;
            if (more) {
                places = Math.min(2 * places, most);
            }
            return more;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier unused) {
            return continueReading();
        }

        @Override
        public void readComplete() {
            sparse = 4 * messages < places ? sparse + 1 : 0;
            if (sparse == PATIENCE && places / 2 >= FEWEST) {
                places /= 2;
                sparse = 0;
            }
        }
    }
}
