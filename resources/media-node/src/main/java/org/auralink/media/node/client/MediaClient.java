package org.auralink.media.node.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.srtp.SrtpKeys;
import org.auralink.media.srtp.SrtpProfile;
import org.auralink.media.srtp.SrtpReceiver;
import org.auralink.media.srtp.SrtpSender;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;

/**
 * One association with a node over a real socket: checks, handshake, sealed media. {@link #connect} blocks; afterwards
 * sending and receiving do not. Not safe for use by several threads at a time, but sending and receiving may be two.
 */
public final class MediaClient implements AutoCloseable {
    /** Milliseconds. Behind a record of a handshake that is repeated comes nothing, and 0 would wait for ever. */
    private static final int LEAST_WAIT = 1;

    private static final int MAX_STREAMS = 1024;
    private static final int MAX_DATAGRAM = 1500;
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Time until a check that was not answered is sent again. */
    private static final Duration CHECK_AGAIN = Duration.ofMillis(50);

    private final DatagramChannel channel;
    private final ClientCertificate certificate;
    private final IceCredentials local = IceCredentials.random();
    private final byte[] transaction = new byte[12];
    private final byte[] sealed = new byte[MAX_DATAGRAM + 64];
    private final ByteBuffer toSend = ByteBuffer.wrap(sealed);
    private @Nullable IceCredentials remote;
    private @Nullable HandshakeTransport records;
    private @Nullable DTLSTransport dtls;
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;

    /** Opens a socket towards the node. */
    public MediaClient(InetSocketAddress node, ClientCertificate certificate) throws IOException {
        this(certificate);
        towards(node);
    }

    /** Opens a socket, towards nobody yet: {@link #towards}. */
    public MediaClient(ClientCertificate certificate) throws IOException {
        this.certificate = certificate;
        channel = DatagramChannel.open();
        channel.configureBlocking(false);
        RANDOM.nextBytes(transaction);
    }

    /** Where the node is. */
    public void towards(InetSocketAddress node) throws IOException {
        channel.connect(node);
    }

    /** For the session description. */
    public IceCredentials credentials() {
        return local;
    }

    /** For the session description. */
    public Fingerprint fingerprint() {
        return certificate.fingerprint();
    }

    /** The socket, not blocking. */
    public DatagramChannel channel() {
        return channel;
    }

    /**
     * Gets a check answered, then shakes hands.
     *
     * @throws IOException when the node does not answer in time, or refuses, or is another
     */
    public void connect(IceCredentials node, Fingerprint fingerprint, Duration within, SrtpProfile... profiles)
            throws IOException {
        remote = node;
        awaitAnswer(node, System.nanoTime() + within.toNanos());
        SrtpClient client = new SrtpClient(certificate, fingerprint, profiles);
        HandshakeTransport transport = new HandshakeTransport(channel);
        transport.answerChecks(this::answer);
        dtls = new DTLSClientProtocol().connect(client, transport);
        transport.stopWaiting();
        records = transport;
        SrtpKeys keys = client.keys();
        if (keys == null) {
            throw new IOException("the handshake brought no keys");
        }
        sender = new SrtpSender(keys.client(), MAX_STREAMS);
        receiver = new SrtpReceiver(keys.server(), MAX_STREAMS);
    }

    private void awaitAnswer(IceCredentials node, long deadline) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(MAX_DATAGRAM);
        long again = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            if (now - deadline > 0) {
                throw new IOException("the node answers no checks");
            }
            if (now - again >= 0) {
                channel.write(ByteBuffer.wrap(BindingRequest.write(transaction, local, node)));
                again = now + CHECK_AGAIN.toNanos();
            }
            answer.clear();
            if (channel.read(answer) > 0) {
                if (BindingRequest.isAnswer(answer.flip(), transaction)) {
                    return;
                }
                answer(answer.array(), answer.remaining());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Sends a check, which keeps the node's consent to send (RFC 7675). Wanted every few seconds. */
    public void check() throws IOException {
        IceCredentials node = remote;
        if (node != null) {
            RANDOM.nextBytes(transaction);
            channel.write(ByteBuffer.wrap(BindingRequest.write(transaction, local, node)));
        }
    }

    /** Answers a check of the node, if this is one: a node that is not ICE-lite makes some itself (RFC 8445 7.3). */
    public void answer(byte[] datagram, int size) throws IOException {
        if (BindingAnswer.isRequest(datagram, size)) {
            var from = (InetSocketAddress) channel.getRemoteAddress();
            channel.write(ByteBuffer.wrap(BindingAnswer.write(datagram, from, local.password())));
        }
    }

    /** Encrypts a packet of SCTP and sends it. */
    public void sendData(byte[] packet, int from, int size) throws IOException {
        connected(dtls).send(packet, from, size);
    }

    /**
     * Decrypts a received record.
     *
     * @return bytes of SCTP at {@code out[0]}, or a negative number when there are none in it
     */
    public int openData(byte[] datagram, int size, byte[] out) throws IOException {
        connected(records).feed(datagram, size);
        return connected(dtls).receive(out, 0, out.length, LEAST_WAIT);
    }

    /** Seals a packet and sends it; false when the socket's buffer is full. */
    public boolean sendRtp(byte[] packet, int from, int size) throws IOException {
        return send(connected(sender).sealRtp(packet, from, size, sealed));
    }

    /** Seals compound RTCP and sends it. */
    public boolean sendRtcp(byte[] packet, int from, int size) throws IOException {
        return send(connected(sender).sealRtcp(packet, from, size, sealed));
    }

    /** Sends the last sealed packet again, as a network that doubles packets does. */
    public boolean repeat() throws IOException {
        toSend.position(0);
        return channel.write(toSend) > 0;
    }

    private boolean send(int size) throws IOException {
        if (size < 0) {
            throw new IOException("packet cannot be sealed: " + size);
        }
        toSend.limit(size).position(0);
        return channel.write(toSend) == size;
    }

    /** Opens a received packet; bytes at {@code out[0]}, or a negative code of {@link SrtpReceiver}. */
    public int openRtp(byte[] datagram, int size, byte[] out) {
        return connected(receiver).openRtp(datagram, 0, size, out);
    }

    /** Opens received RTCP, like {@link #openRtp}. */
    public int openRtcp(byte[] datagram, int size, byte[] out) {
        return connected(receiver).openRtcp(datagram, 0, size, out);
    }

    private static <T> T connected(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not connected yet");
        }
        return part;
    }

    /** Says goodbye on DTLS and closes the socket. */
    @Override
    public void close() throws IOException {
        DTLSTransport secured = dtls;
        if (secured != null) {
            secured.close();
        }
        channel.close();
    }
}
