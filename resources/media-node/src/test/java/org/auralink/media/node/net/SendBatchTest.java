package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.auralink.media.transport.PeerAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendBatchTest {
    private static final int SEGMENTS = 4;
    private static final int LARGEST = 100;

    private final SendBuffers buffers = new SendBuffers(1024, SEGMENTS * LARGEST);
    private final SendBatch batch = new SendBatch(buffers, SEGMENTS);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        buffers.close();
    }

    private static PeerAddress peer(int port) {
        return new PeerAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private boolean add(int value, int size, PeerAddress to) {
        byte[] datagram = new byte[size + 2];
        Arrays.fill(datagram, 1, size + 1, (byte) value);
        return batch.add(datagram, 1, size, to);
    }

    /** What is written, as the kernel would put it on the wire: {@code port:value*size}. */
    private List<String> written() {
        List<String> datagrams = new ArrayList<>();
        for (DatagramPacket packet : packets()) {
            byte[] bytes = ByteBufUtil.getBytes(packet.content());
            int segment = packet instanceof SegmentedDatagramPacket cut ? cut.segmentSize() : bytes.length;
            for (int at = 0; at < bytes.length; at += segment) {
                int size = Math.min(segment, bytes.length - at);
                datagrams.add(packet.recipient().getPort() + ":" + bytes[at] + "*" + size);
            }
            packet.release();
        }
        return datagrams;
    }

    private List<DatagramPacket> packets() {
        batch.writeTo(channel, channel.voidPromise());
        channel.flush();
        List<DatagramPacket> packets = new ArrayList<>();
        for (DatagramPacket packet = channel.readOutbound(); packet != null; packet = channel.readOutbound()) {
            packets.add(packet);
        }
        return packets;
    }

    @Test
    void datagramsOfOneSizeToOneReceiverLeaveInOneBuffer() {
        add(1, 10, peer(1));
        add(2, 10, peer(2));
        add(3, 10, peer(1));
        List<DatagramPacket> packets = packets();

        assertThat(packets).hasSize(2);
        assertThat(packets.get(0)).isInstanceOf(SegmentedDatagramPacket.class);
        assertThat(packets.get(0).content().readableBytes()).isEqualTo(20);
        assertThat(packets.get(1)).isNotInstanceOf(SegmentedDatagramPacket.class);
        packets.forEach(DatagramPacket::release);
    }

    @Test
    void aSmallerOneEndsTheBufferAndALargerOneBeginsAnother() {
        add(1, 10, peer(1));
        add(2, 8, peer(1));
        add(3, 8, peer(1));
        add(4, 9, peer(1));
        assertThat(written()).containsExactly("1:1*10", "1:2*8", "1:3*8", "1:4*9");
    }

    @Test
    void aBufferHoldsNoMoreThanItsSegments() {
        for (int i = 0; i < SEGMENTS + 1; i++) {
            add(i, LARGEST, peer(1));
        }
        List<DatagramPacket> packets = packets();
        assertThat(packets).hasSize(2);
        packets.forEach(DatagramPacket::release);
    }

    @Test
    void oneByOneWhereNothingIsCut() {
        batch.segment(false);
        add(1, 10, peer(1));
        add(2, 10, peer(1));
        List<DatagramPacket> packets = packets();
        assertThat(packets).hasSize(2).noneMatch(SegmentedDatagramPacket.class::isInstance);
        packets.forEach(DatagramPacket::release);
    }

    @Test
    void refusesWhenTheSocketHoldsAllBuffers() {
        SendBatch small = new SendBatch(new SendBuffers(1, LARGEST), 1);
        assertThat(small.add(new byte[4], 0, 4, peer(1))).isTrue();
        assertThat(small.add(new byte[4], 0, 4, peer(1))).isFalse();
        small.writeTo(channel, channel.voidPromise());
        channel.flush();
    }

    @Test
    void whateverComesIsWrittenWholeAndInOrderForEachReceiver() {
        var random = new Random(20261126);
        for (int round = 0; round < 200; round++) {
            Map<Integer, List<String>> expected = new HashMap<>();
            int receivers = 1 + random.nextInt(600);
            for (int value = 0; !batch.isFull() && value < 3000; value++) {
                int port = 1 + random.nextInt(receivers);
                int size = LARGEST - random.nextInt(3);
                assertThat(add(value, size, peer(port))).isTrue();
                expected.computeIfAbsent(port, none -> new ArrayList<>()).add(port + ":" + (byte) value + "*" + size);
            }
            Map<Integer, List<String>> seen = new HashMap<>();
            for (String datagram : written()) {
                int port = Integer.parseInt(datagram.substring(0, datagram.indexOf(':')));
                seen.computeIfAbsent(port, none -> new ArrayList<>()).add(datagram);
            }
            assertThat(seen).isEqualTo(expected);
            buffers.flushed();
        }
    }
}
