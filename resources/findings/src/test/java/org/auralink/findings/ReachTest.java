package org.auralink.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against sockets of this machine that answer, are silent, or are gone. */
class ReachTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    /** Where somebody answers: on a busy machine that takes its time. */
    private final Reach reach = new Reach(Duration.ofSeconds(20));

    /** Where some answer and others are silent, who are waited for. */
    private final Reach patient = new Reach(Duration.ofSeconds(3));

    /** Where nobody answers, for as long as this. */
    private final Reach hasty = new Reach(Duration.ofSeconds(1));

    @Test
    void ofSeveralUdpPortsThoseAreReachedThatAnswerAQuestionOfStun() throws Exception {
        try (var answering = new DatagramSocket(0, HERE);
                var babbling = new DatagramSocket(0, HERE);
                var silent = new DatagramSocket(0, HERE)) {
            Thread good = answer(answering, (byte) 1);
            Thread bad = answer(babbling, (byte) 0);
            InetSocketAddress reached = address(answering);

            assertThat(patient.stun(List.of(
                            reached,
                            address(babbling),
                            address(silent),
                            InetSocketAddress.createUnresolved("nowhere.invalid", 1))))
                    .containsExactly(reached);
            good.join();
            bad.join();
        }
    }

    @Test
    void aClosedUdpPortIsNotReached() throws Exception {
        int port;
        try (var socket = new DatagramSocket(0, HERE)) {
            port = socket.getLocalPort();
        }
        assertThat(hasty.stun("127.0.0.1", port)).isFalse();
    }

    private static InetSocketAddress address(DatagramSocket socket) {
        return new InetSocketAddress(HERE, socket.getLocalPort());
    }

    /** The question back, with another class of message in its first byte: 1 is a success, 0 is no answer. */
    private static Thread answer(DatagramSocket socket, byte messageClass) {
        var thread = new Thread(() -> {
            var packet = new DatagramPacket(new byte[100], 100);
            try {
                socket.receive(packet);
                packet.getData()[0] = messageClass;
                socket.send(packet);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void whoeverListensIsReachedOverTcpAndNobodyElse() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, HERE)) {
            port = socket.getLocalPort();
            assertThat(reach.tcp("127.0.0.1", port)).isTrue();
        }
        assertThat(reach.tcp("127.0.0.1", port)).isFalse();
        assertThat(reach.certificateUntil("127.0.0.1", port)).isEmpty();
    }

    @Test
    void anAnswerOfHttpTellsItsStatusAndItsTimeAndLeadsNowhereElse() throws Exception {
        try (var server = new ServerSocket(0, 1, HERE)) {
            var thread = new Thread(() -> redirect(server));
            thread.start();
            assertThat(reach.http(URI.create("http://127.0.0.1:" + server.getLocalPort())))
                    .contains(new Reach.Answer(302, Instant.parse("2026-03-01T10:00:00Z")));
            thread.join();
        }
        assertThat(reach.http(URI.create("file:///etc/hostname"))).isEmpty();
    }

    private static void redirect(ServerSocket server) {
        try (var socket = server.accept()) {
            assertThat(socket.getInputStream().read(new byte[1000])).isPositive();
            socket.getOutputStream()
                    .write(
                            ("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nDate: Sun, 01 Mar 2026 10:00:00 GMT\r\n"
                                            + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoeverIsSilentIsGivenUpWhenThePatienceIsOver() throws Exception {
        try (var server = new ServerSocket(0, 1, HERE)) {
            long began = System.nanoTime();
            assertThat(hasty.http(URI.create("http://127.0.0.1:" + server.getLocalPort())))
                    .isEmpty();
            assertThat(hasty.certificateUntil("127.0.0.1", server.getLocalPort()))
                    .isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        }
    }
}
