package org.auralink.media.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.util.Objects;
import org.auralink.media.transport.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * What leaves the socket together. Datagrams of one size to one receiver share a buffer; the kernel takes them as one
 * and cuts them apart (UDP generic segmentation offload), which costs a fraction of sending each. Only the last may be
 * smaller. The order of what goes to one receiver stays as it was; between receivers there is none. One thread.
 */
final class SendBatch {
    /** Buffers in a batch: as many as one system call takes, and a batch for each receiver of a large room. */
    private static final int MOST_BUFFERS = 512;
    /** Datagrams in a batch. The first of them waits while the others are sealed, about a microsecond each. */
    private static final int MOST_DATAGRAMS = 1024;
    /** Twice the buffers, so that looking for a receiver ends soon. A power of two. */
    private static final int TABLE = 2 * MOST_BUFFERS;

    private final SendBuffers buffers;
    private final int mostSegments;
    private final Train[] trains = new Train[MOST_BUFFERS];
    /** Where a receiver's newest train is, plus one; by the hash of its address, the next free place when taken. */
    private final int[] newest = new int[TABLE];

    private @Nullable PeerAddress latest;
    private int latestPlace;
    private int used;
    private int datagrams;
    private boolean segmenting;

    /**
     * @param buffers each large enough for {@code segments} of the largest datagram
     * @param segments datagrams that one buffer may hold; 1 where the socket cannot cut
     */
    SendBatch(SendBuffers buffers, int segments) {
        this.buffers = buffers;
        mostSegments = segments;
        segmenting = segments > 1;
        for (int i = 0; i < trains.length; i++) {
            trains[i] = new Train();
        }
    }

    /** Copies a datagram into the batch; false when the socket still holds all buffers, and the datagram is lost. */
    boolean add(byte[] buf, int from, int size, PeerAddress to) {
        int place = placeOf(to);
        if (newest[place] != 0 && trains[newest[place] - 1].append(buf, from, size)) {
            datagrams++;
            return true;
        }
        ByteBuf buffer = buffers.take();
        if (buffer == null) {
            return false;
        }
        trains[used++].begin(buffer.writeBytes(buf, from, size), size, to, place);
        newest[place] = used;
        datagrams++;
        return true;
    }

    /** Whether it must be written before the next datagram is added. */
    boolean isFull() {
        return used == MOST_BUFFERS || datagrams >= MOST_DATAGRAMS;
    }

    /** Whether several datagrams may share a buffer from now on; never where the socket cannot cut. */
    void segment(boolean on) {
        segmenting = on && mostSegments > 1;
    }

    /** Hands everything to the channel, without flushing it, and is empty then. */
    void writeTo(Channel channel, ChannelPromise promise) {
        for (int i = 0; i < used; i++) {
            channel.write(trains[i].end(), promise);
        }
        used = 0;
        datagrams = 0;
        latest = null;
    }

    private int placeOf(PeerAddress to) {
        // A receiver usually gets several one after the other.
        if (to != latest) {
            latest = to;
            latestPlace = search(to);
        }
        return latestPlace;
    }

    private int search(PeerAddress to) {
        int hash = to.socket().hashCode() * 0x9E3779B1;
        int place = hash >>> 16 & TABLE - 1;
        while (newest[place] != 0 && !to.equals(trains[newest[place] - 1].to)) {
            place = place + 1 & TABLE - 1;
        }
        return place;
    }

    /** Datagrams of one size, one after the other in a buffer, to one receiver. */
    private final class Train {
        private @Nullable ByteBuf buffer;
        private @Nullable PeerAddress to;
        private int place;
        private int segment;
        private int count;
        private boolean complete;

        void begin(ByteBuf first, int size, PeerAddress receiver, int tablePlace) {
            buffer = first;
            to = receiver;
            place = tablePlace;
            segment = size;
            count = 1;
            complete = !segmenting;
        }

        boolean append(byte[] buf, int from, int size) {
            if (complete || size > segment) {
                return false;
            }
            Objects.requireNonNull(buffer).writeBytes(buf, from, size);
            count++;
            complete = size < segment || count == mostSegments;
            return true;
        }

        DatagramPacket end() {
            newest[place] = 0;
            ByteBuf full = Objects.requireNonNull(buffer);
            PeerAddress receiver = Objects.requireNonNull(to);
            buffer = null;
            to = null;
            return count == 1
                    ? new DatagramPacket(full, receiver.socket())
                    : new SegmentedDatagramPacket(full, segment, receiver.socket());
        }
    }
}
