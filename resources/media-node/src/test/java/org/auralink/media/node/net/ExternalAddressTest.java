package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.turn.TurnLimits;
import org.auralink.media.turn.TurnSecret;
import org.junit.jupiter.api.Test;

class ExternalAddressTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void theAddressThatAServerSeesIsFoundAlsoWhenTheFirstServerIsSilent() throws Exception {
        var loops = DatagramLoops.open(
                1,
                LOOPBACK,
                n -> 0,
                LOOPBACK,
                Fingerprint.of("sha-256", new byte[1]),
                (now, loop, room, listener, media) -> new FakeTransport(loop.routes(), loop::send),
                NetLimits.DEFAULT);
        var relay =
                new Relay(loops, new TurnSecret(TurnLimits.DEFAULT), TurnLimits.DEFAULT, StreamLimits.DEFAULT, false);
        try (var silent = new DatagramSocket(0, LOOPBACK)) {
            relay.listenOverUdp(new InetSocketAddress(LOOPBACK, 0), NetLimits.DEFAULT);
            var servers = List.of(
                    new InetSocketAddress(LOOPBACK, silent.getLocalPort()),
                    new InetSocketAddress(LOOPBACK, relay.boundPorts().get(0)));

            assertThat(ExternalAddress.ask(LOOPBACK, servers)).contains(LOOPBACK);
        } finally {
            relay.close();
            loops.close();
        }
    }

    @Test
    void answersToOtherQuestionsAreNone() throws Exception {
        try (var liar = new DatagramSocket(0, LOOPBACK)) {
            var thread = new Thread(() -> lie(liar));
            thread.start();
            var server = List.of(new InetSocketAddress(LOOPBACK, liar.getLocalPort()));

            assertThat(ExternalAddress.ask(LOOPBACK, server)).isEmpty();
            liar.close();
            thread.join();
        }
    }

    /** Answers with the bytes of a good answer, but for the transaction. */
    private static void lie(DatagramSocket socket) {
        var packet = new DatagramPacket(new byte[100], 100);
        try {
            while (true) {
                socket.receive(packet);
                byte[] answer = new byte[32];
                System.arraycopy(packet.getData(), 0, answer, 0, 20);
                answer[0] = 1;
                answer[1] = 1;
                answer[3] = 12;
                answer[19]++;
                answer[21] = 0x20;
                answer[23] = 8;
                answer[25] = 1;
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (java.io.IOException e) {
            // The test is over.
        }
    }
}
