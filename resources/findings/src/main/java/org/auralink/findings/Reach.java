package org.auralink.findings;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocket;

/** Asks what is somewhere else once, with a limit on how long that takes. Sends no credentials. */
public final class Reach {
    /** RFC 8489 5: what every message has in it. */
    private static final int MAGIC_COOKIE = 0x2112A442;

    private static final int BINDING_REQUEST = 1;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int BINDING_ERROR = 0x0111;
    private static final int STUN_HEADER = 20;
    private static final int TRANSACTION_AT = 8;

    /** As much as an Ethernet frame holds; answers have some 40 bytes. */
    private static final int DATAGRAM = 1500;

    /** A datagram may get lost. */
    private static final int TRIES = 3;

    private final int patience;

    /**
     * @param patience for a connection, for an answer on it, and for all answers to datagrams; whoever takes longer is not
     *     reached
     */
    public Reach(Duration patience) {
        this.patience = Math.toIntExact(patience.toMillis());
    }

    /** Whether a TCP connection comes about. */
    public boolean tcp(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), patience);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a Binding request of STUN (RFC 8489 12, without credentials) is answered there. */
    public boolean stun(String host, int port) {
        var asked = new InetSocketAddress(host, port);
        return stun(Set.of(asked)).contains(asked);
    }

    /** Those of some UDP ports that answer a Binding request of STUN. All are asked at the same time. */
    public Set<InetSocketAddress> stun(Collection<InetSocketAddress> ports) {
        Set<InetSocketAddress> silent = new LinkedHashSet<>(ports);
        silent.removeIf(InetSocketAddress::isUnresolved);
        Set<InetSocketAddress> answered = new LinkedHashSet<>();
        byte[] transaction = new byte[STUN_HEADER - TRANSACTION_AT];
        new SecureRandom().nextBytes(transaction);
        try (var socket = new DatagramSocket()) {
            for (int i = 0; i < TRIES && !silent.isEmpty(); i++) {
                silent.forEach(port -> ask(socket, port, transaction));
                answered.addAll(answers(socket, silent, transaction));
                silent.removeAll(answered);
            }
        } catch (IOException e) {
            // This machine has no socket for us: nobody is reached.
        }
        return answered;
    }

    private static void ask(DatagramSocket socket, InetSocketAddress port, byte[] transaction) {
        byte[] question = ByteBuffer.allocate(STUN_HEADER)
                .putShort((short) BINDING_REQUEST)
                .putShort((short) 0)
                .putInt(MAGIC_COOKIE)
                .put(transaction)
                .array();
        try {
            socket.send(new DatagramPacket(question, question.length, port));
        } catch (IOException e) {
            // No way leads there; then no answer comes either.
        }
    }

    /** Until everybody answered, or a part of the patience is over. */
    private Set<InetSocketAddress> answers(DatagramSocket socket, Set<InetSocketAddress> asked, byte[] transaction)
            throws IOException {
        Set<InetSocketAddress> answered = new LinkedHashSet<>();
        long end = System.nanoTime() + patience * 1_000_000L / TRIES;
        while (answered.size() < asked.size()) {
            int left = (int) ((end - System.nanoTime()) / 1_000_000);
            if (left <= 0) {
                break;
            }
            socket.setSoTimeout(left);
            var answer = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
            try {
                socket.receive(answer);
            } catch (SocketTimeoutException e) {
                break;
            }
            var from = (InetSocketAddress) answer.getSocketAddress();
            if (asked.contains(from) && isAnswer(answer, transaction)) {
                answered.add(from);
            }
        }
        return answered;
    }

    /** A refusal is an answer, too: somebody who speaks STUN is there. */
    private static boolean isAnswer(DatagramPacket packet, byte[] transaction) {
        if (packet.getLength() < STUN_HEADER) {
            return false;
        }
        int type = ByteBuffer.wrap(packet.getData()).getShort();
        return (type == BINDING_SUCCESS || type == BINDING_ERROR)
                && Arrays.equals(Arrays.copyOfRange(packet.getData(), TRANSACTION_AT, STUN_HEADER), transaction);
    }

    /**
     * What an address answers.
     *
     * @param status of HTTP
     * @param sentAt the answer's own time, to the second; the beginning of time where it says none
     */
    public record Answer(int status, Instant sentAt) {}

    /** Empty when nobody answers. */
    public Optional<Answer> http(URI url) {
        try {
            HttpURLConnection connection = AnyCertificate.connection(url, patience);
            // Whoever sends us elsewhere has answered.
            connection.setInstanceFollowRedirects(false);
            try {
                return Optional.of(
                        new Answer(connection.getResponseCode(), Instant.ofEpochMilli(connection.getDate())));
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Until when the certificate is good that is shown there, whoever signed it; empty when none is shown. */
    public Optional<Instant> certificateUntil(String host, int port) {
        try {
            try (var plain = new Socket()) {
                plain.connect(new InetSocketAddress(host, port), patience);
                plain.setSoTimeout(patience);
                try (var socket = (SSLSocket) AnyCertificate.sockets().createSocket(plain, host, port, true)) {
                    socket.startHandshake();
                    Certificate first = socket.getSession().getPeerCertificates()[0];
                    return first instanceof X509Certificate shown
                            ? Optional.of(shown.getNotAfter().toInstant())
                            : Optional.empty();
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
