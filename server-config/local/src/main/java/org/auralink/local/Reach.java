package org.auralink.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** Asks what is somewhere else once, with a limit on how long that takes. */
final class Reach {
    /** From here to a server of one's own; whoever takes longer is not reached. */
    static final int TIMEOUT_MS = 3000;

    /** RFC 8489 5: what every message has in it. */
    private static final int MAGIC_COOKIE = 0x2112A442;

    private static final int BINDING_REQUEST = 1;
    private static final int STUN_HEADER = 20;

    /** A datagram may get lost. */
    private static final int TRIES = 3;

    private Reach() {}

    /** Whether a TCP connection comes about. */
    static boolean tcp(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a question of STUN (RFC 8489, 12: without credentials) is answered. */
    static boolean stun(String host, int port) {
        byte[] transaction = new byte[12];
        new SecureRandom().nextBytes(transaction);
        byte[] question = ByteBuffer.allocate(STUN_HEADER)
                .putShort((short) BINDING_REQUEST)
                .putShort((short) 0)
                .putInt(MAGIC_COOKIE)
                .put(transaction)
                .array();
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(host, port));
            socket.setSoTimeout(TIMEOUT_MS / TRIES);
            for (int i = 0; i < TRIES; i++) {
                socket.send(new DatagramPacket(question, question.length));
                if (isAnswered(socket, transaction)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Nobody listens there, and the machine says so.
        }
        return false;
    }

    private static boolean isAnswered(DatagramSocket socket, byte[] transaction) throws IOException {
        var answer = new DatagramPacket(new byte[1500], 1500);
        try {
            socket.receive(answer);
        } catch (SocketTimeoutException e) {
            return false;
        }
        return answer.getLength() >= STUN_HEADER
                && Arrays.equals(Arrays.copyOfRange(answer.getData(), 8, STUN_HEADER), transaction);
    }

    /**
     * What an address answers.
     *
     * @param status of HTTP
     * @param sentAt the answer's own time, to the second; the beginning of time where it says none
     */
    record Answer(int status, Instant sentAt) {}

    /** Empty when nobody answers. */
    static Optional<Answer> http(URI url) {
        try {
            HttpURLConnection connection = AnyCertificate.connection(url, TIMEOUT_MS);
            try {
                return Optional.of(
                        new Answer(connection.getResponseCode(), Instant.ofEpochMilli(connection.getDate())));
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Until when the certificate is good that is shown there, whoever signed it; empty when none is shown. */
    static Optional<Instant> certificateUntil(String host, int port) {
        try {
            try (var plain = new Socket()) {
                plain.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
                plain.setSoTimeout(TIMEOUT_MS);
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

    /** What Redis on this machine says to some commands, one after the other; empty when it does not take the login. */
    static String redis(int port, String user, String password, String... commands) {
        var said = new ByteArrayOutputStream();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            String request = "AUTH " + user + " " + password + "\r\n" + String.join("\r\n", commands) + "\r\nQUIT\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream answers = socket.getInputStream();
            answers.transferTo(said);
        } catch (IOException e) {
            // What came until then counts.
        }
        String text = said.toString(StandardCharsets.UTF_8);
        return text.startsWith("+OK\r\n") ? text.substring("+OK\r\n".length()) : "";
    }
}
