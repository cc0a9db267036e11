package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.net.StreamCounters.End;
import org.auralink.media.turn.TurnLimits;
import org.auralink.media.turn.TurnSecret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The relay as a client meets it, over UDP and TLS, in front of associations that send back what they get. */
class RelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final byte[] MEDIA = {(byte) 0x80, 96, 0, 1, 7};
    private static final int CHANNEL = 0x4001;
    private static final StreamLimits USUAL = StreamLimits.DEFAULT;

    private final TurnSecret secret = new TurnSecret(TurnLimits.DEFAULT);
    private final DatagramLoops loops = DatagramLoops.open(
            2,
            LOOPBACK,
            n -> 0,
            LOOPBACK,
            Fingerprint.of("sha-256", new byte[1]),
            (now, loop, room, listener, media) -> new FakeTransport(loop.routes(), loop::send),
            NetLimits.DEFAULT);
    private Relay relay = open(USUAL, false);

    private Relay open(StreamLimits limits, boolean balanced) {
        return new Relay(loops, secret, TurnLimits.DEFAULT, limits, balanced);
    }

    @AfterEach
    void close() {
        loops.close();
        relay.close();
    }

    private FakeTransport transport(DatagramLoop loop) throws Exception {
        var opened = new CompletableFuture<FakeTransport>();
        loop.execute(now ->
                opened.complete((FakeTransport) loop.open(now, (at, transport, state, reason) -> {}, new NoMedia())));
        return opened.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aClientReachesItsAssociationOverUdp() throws Exception {
        relay.listenOverUdp(new InetSocketAddress(LOOPBACK, 0), NetLimits.DEFAULT);
        try (var way = new RelayClient.OverUdp(relay.boundPorts().get(0))) {
            reachesBothLoops(new RelayClient(way, secret));
        }
    }

    @Test
    void aClientReachesItsAssociationOverTls() throws Exception {
        var certificate = TestCertificate.make();
        SslContext tls = SslContextBuilder.forServer(certificate.key(), certificate.certificate())
                .build();
        relay.listenOverTcp(new InetSocketAddress(LOOPBACK, 0), () -> tls);
        try (var way =
                new RelayClient.OverConnection(trustingAll(relay.boundPorts().get(0)))) {
            reachesBothLoops(new RelayClient(way, secret));
        }
        assertThat(relay.counters().provenSoFar()).isEqualTo(1);
        Waiting.until("closed", PATIENCE, () -> relay.counters().openNow() == 0);
        Waiting.until("given back", PATIENCE, () -> relay.allocations() == 0);
    }

    @Test
    void whoBeginsAnotherHandshakeOverAConnectionIsCutOff() throws Exception {
        var certificate = TestCertificate.make();
        SslContext tls = SslContextBuilder.forServer(certificate.key(), certificate.certificate())
                .build();
        relay.listenOverTcp(new InetSocketAddress(LOOPBACK, 0), () -> tls);
        try (var socket = (SSLSocket) trustingAll(relay.boundPorts().get(0))) {
            socket.setSoTimeout(5_000);
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        socket.getInputStream().read();
                    })
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void somebodyElseMayEndTls() throws Exception {
        relay.listenOverTcp(new InetSocketAddress(LOOPBACK, 0), null);
        try (var way = new RelayClient.OverConnection(
                new Socket(LOOPBACK, relay.boundPorts().get(0)))) {
            reachesBothLoops(new RelayClient(way, secret));
        }
    }

    private void reachesBothLoops(RelayClient client) throws Exception {
        client.allocate();
        int channel = CHANNEL;
        for (DatagramLoop loop : loops.all()) {
            var transport = transport(loop);
            byte[] check = Checks.check(transport.credentials.ufrag());
            client.bind(channel, loop.port());
            client.sendOver(channel, check);
            assertThat(client.receiveOver(channel)).isEqualTo(check);
            assertThat(transport.address.socket().getAddress()).isEqualTo(LOOPBACK);
            for (int n = 0; n < 20; n++) {
                byte[] media = Arrays.copyOf(MEDIA, MEDIA.length + 50 * n);
                client.sendOver(channel, media);
                assertThat(client.receiveOver(channel)).isEqualTo(media);
            }
            channel++;
        }
        assertThat(relay.allocations()).isEqualTo(1);
    }

    @Test
    void anAssociationLearnsThatItsClientGaveTheAllocationBack() throws Exception {
        relay.listenOverTcp(new InetSocketAddress(LOOPBACK, 0), null);
        DatagramLoop loop = loops.all().get(0);
        var transport = transport(loop);
        byte[] check = Checks.check(transport.credentials.ufrag());
        try (var way = new RelayClient.OverConnection(
                new Socket(LOOPBACK, relay.boundPorts().get(0)))) {
            var client = new RelayClient(way, secret);
            client.allocate();
            client.bind(CHANNEL, loop.port());
            client.sendOver(CHANNEL, check);
            assertThat(client.receiveOver(CHANNEL)).isEqualTo(check);
            client.giveBack();
            Waiting.until("told", PATIENCE, () -> transport.lost == 1);
            assertThat(way.receive()).as("the connection is over").isNull();
        }
    }

    @Test
    void aKeyFrameThatIsSentAtOnceArrivesWhole() throws Exception {
        relay.listenOverUdp(new InetSocketAddress(LOOPBACK, 0), NetLimits.DEFAULT);
        DatagramLoop loop = loops.all().get(0);
        var transport = transport(loop);
        byte[] check = Checks.check(transport.credentials.ufrag());
        byte[] large = Arrays.copyOf(MEDIA, 1200);
        try (var way = new RelayClient.OverUdp(relay.boundPorts().get(0))) {
            way.socket.setReceiveBufferSize(1 << 20);
            var client = new RelayClient(way, secret);
            client.allocate();
            client.bind(CHANNEL, loop.port());
            client.sendOver(CHANNEL, check);
            assertThat(client.receiveOver(CHANNEL)).isEqualTo(check);
            loop.execute(now -> {
                for (int n = 0; n < 80; n++) {
                    loop.send(large, 0, large.length, transport.address);
                }
            });
            for (int n = 0; n < 80; n++) {
                assertThat(client.receiveOver(CHANNEL)).as("datagram " + n).isEqualTo(large);
            }
        }
    }

    @Test
    void clientsBehindABalancerAreNotCountedAsOne() throws Exception {
        relay.close();
        relay = open(few(), true);
        relay.listenOverTcp(new InetSocketAddress(LOOPBACK, 0), null);
        int port = relay.boundPorts().get(0);
        try (var one = new RelayClient.OverConnection(new Socket(LOOPBACK, port));
                var other = new RelayClient.OverConnection(new Socket(LOOPBACK, port))) {
            new RelayClient(one, secret).allocate();
            new RelayClient(other, secret).allocate();
        }
        assertThat(relay.counters().endedSoFar(End.TOO_MANY)).isZero();
    }

    /** One connection for each address. */
    private static StreamLimits few() {
        return new StreamLimits(
                USUAL.frame(),
                USUAL.connections(),
                1,
                USUAL.unproven(),
                USUAL.proveWithin(),
                USUAL.readBytes(),
                USUAL.datagramsPerSecond(),
                USUAL.datagramBurst(),
                USUAL.queuedBytes(),
                USUAL.stuckAfter(),
                USUAL.strangers());
    }

    @Test
    void connectionsOfStrangersEnd() throws Exception {
        relay.close();
        relay = open(
                new StreamLimits(
                        USUAL.frame(),
                        USUAL.connections(),
                        USUAL.connectionsPerAddress(),
                        USUAL.unproven(),
                        Duration.ofMillis(100),
                        USUAL.readBytes(),
                        USUAL.datagramsPerSecond(),
                        USUAL.datagramBurst(),
                        USUAL.queuedBytes(),
                        USUAL.stuckAfter(),
                        USUAL.strangers()),
                false);
        relay.listenOverTcp(new InetSocketAddress(LOOPBACK, 0), null);
        int port = relay.boundPorts().get(0);
        try (var silent = new RelayClient.OverConnection(new Socket(LOOPBACK, port));
                var other = new RelayClient.OverConnection(new Socket(LOOPBACK, port))) {
            other.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(other.receive()).isNull();
            assertThat(silent.receive()).isNull();
        }
        Waiting.until("late", PATIENCE, () -> relay.counters().endedSoFar(End.LATE) >= 1);
    }

    @Test
    void strangersAreAnsweredOnlySoOften() throws Exception {
        relay.listenOverUdp(new InetSocketAddress(LOOPBACK, 0), NetLimits.DEFAULT);
        try (var way = new RelayClient.OverUdp(relay.boundPorts().get(0))) {
            for (int n = 0; n < 1000; n++) {
                way.send(new RelayClient.Message(0x0003).plain());
            }
            way.socket.setSoTimeout(300);
            int answers = 0;
            while (way.receive() != null) {
                answers++;
            }
            assertThat(answers).isBetween(1, 100);
        }
    }

    private static Socket trustingAll(int port) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        return context.getSocketFactory().createSocket(LOOPBACK, port);
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
