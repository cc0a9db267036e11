package org.auralink.media.transport;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.auralink.media.dtls.HandshakeClient;
import org.auralink.media.dtls.HandshakeServer;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;

/** A client's blocking DTLS protocol on a thread of its own. */
final class DtlsPeer implements DatagramTransport {
    final CompletableFuture<DTLSTransport> connected = new CompletableFuture<>();
    private final LinkedBlockingQueue<byte[]> inbox = new LinkedBlockingQueue<>();
    private final Consumer<byte[]> output;
    private volatile boolean closed;

    DtlsPeer(Consumer<byte[]> output) {
        this.output = output;
    }

    void connect(HandshakeClient client) {
        begin(() -> new DTLSClientProtocol().connect(client, this));
    }

    void accept(HandshakeServer server) {
        begin(() -> new DTLSServerProtocol().accept(server, this));
    }

    private interface Handshake {
        DTLSTransport shake() throws IOException;
    }

    private void begin(Handshake handshake) {
        var thread = new Thread(() -> shakeHands(handshake), "client");
        thread.setDaemon(true);
        thread.start();
    }

    private void shakeHands(Handshake handshake) {
        try {
            connected.complete(handshake.shake());
        } catch (IOException | RuntimeException e) {
            connected.completeExceptionally(e);
        }
    }

    void deliver(byte[] datagram) {
        inbox.add(datagram);
    }

    /** Handles what waits after the handshake; false when the node said goodbye. */
    boolean isStillConnected() throws IOException {
        while (!closed && !inbox.isEmpty()) {
            connected.join().receive(new byte[1500], 0, 1500, 1);
        }
        return !closed;
    }

    @Override
    public int getReceiveLimit() {
        return 1500;
    }

    @Override
    public int getSendLimit() {
        return 1200;
    }

    @Override
    public int receive(byte[] buf, int from, int size, int waitMillis) throws IOException {
        try {
            byte[] datagram = inbox.poll(waitMillis, TimeUnit.MILLISECONDS);
            if (datagram == null) {
                return -1;
            }
            System.arraycopy(datagram, 0, buf, from, datagram.length);
            return datagram.length;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void send(byte[] buf, int from, int size) {
        byte[] copy = new byte[size];
        System.arraycopy(buf, from, copy, 0, size);
        output.accept(copy);
    }

    @Override
    public void close() {
        closed = true;
    }
}
