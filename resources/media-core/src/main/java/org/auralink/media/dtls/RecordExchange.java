package org.auralink.media.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/**
 * Where the blocking DTLS protocol and the loop meet. During the handshake the protocol runs on a thread of its own and
 * waits here for datagrams; afterwards it is called by the loop, must not wait, and finds {@link Drained}.
 */
final class RecordExchange implements DatagramTransport {
    /** Fits into IPv6's smallest MTU together with its headers and what tunnels add. */
    static final int SEND_LIMIT = 1200;

    private static final byte[] END = new byte[0];

    /** Takes what the protocol sends. */
    @FunctionalInterface
    interface Output {
        void send(byte[] buf, int from, int size);
    }

    /** No datagram waits. It leaves the protocol without harming it, as a timeout would after a useless wait. */
    static final class Drained extends InterruptedIOException {
        private static final long serialVersionUID = 1;

        Drained() {
            super("no datagram waits");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final BlockingQueue<byte[]> received;
    private final int receiveLimit;
    private final ClientFlight flight;
    private volatile Output output;
    private volatile boolean mayWait = true;
    private volatile boolean closed;

    /**
     * @param capacity datagrams that may wait
     * @param receiveLimit bytes of the largest
     * @param flight puts what is received in order
     */
    RecordExchange(int capacity, int receiveLimit, ClientFlight flight, Output output) {
        this.flight = flight;
        received = new ArrayBlockingQueue<>(capacity);
        this.receiveLimit = receiveLimit;
        this.output = output;
    }

    /** Adds a datagram, copied; false when too many wait. */
    boolean offer(byte[] buf, int from, int size) {
        return received.offer(Arrays.copyOfRange(buf, from, from + size));
    }

    /** From now on the caller's thread is the loop: nothing waits any more, and sending is direct. */
    void moveToLoop(Output direct) {
        output = direct;
        mayWait = false;
    }

    /** Whether either side ended it. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public int receive(byte[] buf, int from, int size, int waitMillis) throws IOException {
        if (closed) {
            throw new IOException("the association is closed");
        }
        byte[] datagram = flight.next();
        if (datagram == null) {
            datagram = mayWait ? await(waitMillis) : received.poll();
        }
        if (datagram == null && !mayWait) {
            throw new Drained();
        }
        if (datagram == END) {
            throw new IOException("the association is closed");
        }
        if (datagram == null || !flight.mayPass(datagram)) {
            return -1;
        }
        int copied = Math.min(size, datagram.length);
        System.arraycopy(datagram, 0, buf, from, copied);
        return copied;
    }

    private byte @Nullable [] await(int waitMillis) throws IOException {
        try {
            return received.poll(waitMillis == 0 ? Integer.MAX_VALUE : waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the handshake was interrupted", e);
        }
    }

    @Override
    public void send(byte[] buf, int from, int size) {
        if (!closed) {
            output.send(buf, from, size);
        }
    }

    /** Ends it; a waiting handshake wakes up and fails. */
    @Override
    public void close() {
        closed = true;
        received.clear();
        received.offer(END);
    }

    @Override
    public int getReceiveLimit() {
        return receiveLimit;
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT;
    }
}
