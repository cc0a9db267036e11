package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCandidate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop that is reached at several addresses: each answer leaves from where it was asked, as ICE wants it. */
class SeveralAddressesTest {
    private static final byte[] MEDIA = {(byte) 0x80, 96, 0, 1};
    private final List<InetAddress> addresses = List.of(address("127.0.0.1"), address("127.0.0.2"));
    private final DatagramLoops loops = DatagramLoops.open(
            1,
            addresses.stream().map(each -> new MediaPlace(each, each)).toList(),
            n -> 0,
            Fingerprint.of("sha-256", new byte[1]),
            (now, loop, room, listener, media) -> new FakeTransport(loop.routes(), loop::send),
            NetLimits.DEFAULT);
    private final DatagramLoop loop = loops.all().get(0);

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        loops.close();
    }

    private FakeTransport transport() throws Exception {
        var opened = new CompletableFuture<FakeTransport>();
        loop.execute(now ->
                opened.complete((FakeTransport) loop.open(now, (at, transport, state, reason) -> {}, new NoMedia())));
        return opened.get(5, TimeUnit.SECONDS);
    }

    private static byte[] exchange(DatagramSocket client, InetSocketAddress to, byte[] datagram) throws Exception {
        client.send(new DatagramPacket(datagram, datagram.length, to));
        var answer = new DatagramPacket(new byte[2000], 2000);
        client.receive(answer);
        assertThat(answer.getSocketAddress()).isEqualTo(to);
        return Arrays.copyOf(answer.getData(), answer.getLength());
    }

    @Test
    void clientsAreAnsweredFromTheAddressTheyAsked() throws Exception {
        List<InetSocketAddress> ports = loop.advertisedPorts();
        assertThat(ports).extracting(InetSocketAddress::getAddress).containsExactlyElementsOf(addresses);
        try (var client = new DatagramSocket()) {
            client.setSoTimeout(5_000);
            // One client at both, as one association and another.
            for (InetSocketAddress port : ports) {
                var transport = transport();
                byte[] check = Checks.check(transport.credentials.ufrag());
                assertThat(exchange(client, port, check)).isEqualTo(check);
                assertThat(exchange(client, port, MEDIA)).isEqualTo(MEDIA);
                assertThat(transport.received).hasSize(2);
            }
            for (InetSocketAddress port : ports) {
                assertThat(exchange(client, port, MEDIA)).isEqualTo(MEDIA);
            }
        }
    }

    @Test
    void theFirstAddressIsTheBestCandidate() {
        List<IceCandidate> candidates = loop.candidates();
        assertThat(candidates).hasSize(2);
        assertThat(candidates.get(0).priority()).isGreaterThan(candidates.get(1).priority());
        assertThat(candidates.get(0).foundation())
                .isNotEqualTo(candidates.get(1).foundation());
    }
}
