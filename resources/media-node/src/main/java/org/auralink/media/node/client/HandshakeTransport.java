package org.auralink.media.node.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.bouncycastle.tls.DatagramTransport;

/** Carries DTLS records over a client's socket while its handshake runs. Whatever else arrives meanwhile is dropped. */
final class HandshakeTransport implements DatagramTransport {
    private static final int LIMIT = 1500;
    /** Leaves room for IP and UDP headers in the smallest common path. */
    private static final int SEND_LIMIT = 1200;
    /** RFC 7983: DTLS begins with 20..63. */
    private static final int FIRST_DTLS = 20;

    private static final int LAST_DTLS = 63;

    private final DatagramChannel channel;
    private final Selector readable;
    private final ByteBuffer datagram = ByteBuffer.allocate(LIMIT);
    private final Queue<byte[]> fed = new ArrayDeque<>();
    private Checks checks = (received, size) -> {};

    /** Takes what may be a check of the other side's. */
    interface Checks {
        void take(byte[] datagram, int size) throws IOException;
    }

    /** @param channel connected and non-blocking */
    HandshakeTransport(DatagramChannel channel) throws IOException {
        this.channel = channel;
        readable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
    }

    /** Hands checks that arrive during the handshake on. */
    void answerChecks(Checks taking) {
        checks = taking;
    }

    /** A record that somebody else read from the socket. After {@link #stopWaiting}. */
    void feed(byte[] record, int size) {
        fed.add(Arrays.copyOf(record, size));
    }

    @Override
    public int getReceiveLimit() {
        return LIMIT;
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT;
    }

    @Override
    public int receive(byte[] buf, int from, int size, int waitMillis) throws IOException {
        if (!readable.isOpen()) {
            return takeFed(buf, from, size);
        }
        long end = System.nanoTime() + waitMillis * 1_000_000L;
        while (true) {
            datagram.clear();
            if (channel.read(datagram) > 0) {
                int first = datagram.get(0);
                if (first >= FIRST_DTLS && first <= LAST_DTLS) {
                    int copied = Math.min(size, datagram.position());
                    datagram.get(0, buf, from, copied);
                    return copied;
                }
                checks.take(datagram.array(), datagram.position());
                continue;
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return -1;
            }
            readable.selectedKeys().clear();
            readable.select(left);
        }
    }

    private int takeFed(byte[] buf, int from, int size) {
        byte[] record = fed.poll();
        if (record == null) {
            return -1;
        }
        int copied = Math.min(size, record.length);
        System.arraycopy(record, 0, buf, from, copied);
        return copied;
    }

    @Override
    public void send(byte[] buf, int from, int size) throws IOException {
        channel.write(ByteBuffer.wrap(buf, from, size));
    }

    /** The handshake is over: the socket can be registered elsewhere. Sending stays possible. */
    void stopWaiting() throws IOException {
        readable.close();
    }

    /** The socket goes on living. */
    @Override
    public void close() throws IOException {
        readable.close();
    }
}
