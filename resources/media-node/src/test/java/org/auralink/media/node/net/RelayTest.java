package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.StunIntegrity;
import org.auralink.media.ice.StunWriter;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.net.StreamCounters.End;
import org.auralink.media.turn.TurnLimits;
import org.auralink.media.turn.TurnSecret;
import org.jspecify.annotations.Nullable;
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
        try (var way = new OverUdp(relay.boundPorts().get(0))) {
            reachesBothLoops(new Client(way));
        }
    }

    @Test
    void aClientReachesItsAssociationOverTls() throws Exception {
        var certificate = TestCertificate.make();
        relay.listenOverTcp(
                new InetSocketAddress(LOOPBACK, 0),
                SslContextBuilder.forServer(certificate.key(), certificate.certificate())
                        .build());
        try (var way = new OverConnection(trustingAll(relay.boundPorts().get(0)))) {
            reachesBothLoops(new Client(way));
        }
        assertThat(relay.counters().provenSoFar()).isEqualTo(1);
        Waiting.until("closed", PATIENCE, () -> relay.counters().openNow() == 0);
        Waiting.until("given back", PATIENCE, () -> relay.allocations() == 0);
    }

    @Test
    void somebodyElseMayEndTls() throws Exception {
        relay.listenOverTcp(new InetSocketAddress(LOOPBACK, 0), null);
        try (var way =
                new OverConnection(new Socket(LOOPBACK, relay.boundPorts().get(0)))) {
            reachesBothLoops(new Client(way));
        }
    }

    private void reachesBothLoops(Client client) throws Exception {
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
        try (var way =
                new OverConnection(new Socket(LOOPBACK, relay.boundPorts().get(0)))) {
            var client = new Client(way);
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
        try (var way = new OverUdp(relay.boundPorts().get(0))) {
            way.socket.setReceiveBufferSize(1 << 20);
            var client = new Client(way);
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
        try (var one = new OverConnection(new Socket(LOOPBACK, port));
                var other = new OverConnection(new Socket(LOOPBACK, port))) {
            new Client(one).allocate();
            new Client(other).allocate();
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
                        USUAL.queuedBytes(),
                        USUAL.stuckAfter(),
                        USUAL.strangers()),
                false);
        relay.listenOverTcp(new InetSocketAddress(LOOPBACK, 0), null);
        int port = relay.boundPorts().get(0);
        try (var silent = new OverConnection(new Socket(LOOPBACK, port));
                var other = new OverConnection(new Socket(LOOPBACK, port))) {
            other.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(other.receive()).isNull();
            assertThat(silent.receive()).isNull();
        }
        Waiting.until("late", PATIENCE, () -> relay.counters().endedSoFar(End.LATE) >= 1);
    }

    @Test
    void strangersAreAnsweredOnlySoOften() throws Exception {
        relay.listenOverUdp(new InetSocketAddress(LOOPBACK, 0), NetLimits.DEFAULT);
        try (var way = new OverUdp(relay.boundPorts().get(0))) {
            for (int n = 0; n < 1000; n++) {
                way.send(new Message(0x0003).plain());
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

    /** How messages get to the relay. */
    interface Way extends AutoCloseable {
        void send(byte[] message) throws IOException;

        /** The next one; null when none comes. */
        byte @Nullable [] receive() throws IOException;
    }

    private static final class OverUdp implements Way {
        private final DatagramSocket socket = new DatagramSocket(0, LOOPBACK);

        OverUdp(int port) throws IOException {
            socket.connect(LOOPBACK, port);
            socket.setSoTimeout(5_000);
        }

        @Override
        public void send(byte[] message) throws IOException {
            socket.send(new DatagramPacket(message, message.length));
        }

        @Override
        public byte @Nullable [] receive() throws IOException {
            var packet = new DatagramPacket(new byte[2000], 2000);
            try {
                socket.receive(packet);
                return Arrays.copyOf(packet.getData(), packet.getLength());
            } catch (java.net.SocketTimeoutException e) {
                return null;
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static final class OverConnection implements Way {
        private final Socket socket;
        private final OutputStream out;
        private final DataInputStream in;

        OverConnection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(5_000);
            out = socket.getOutputStream();
            in = new DataInputStream(socket.getInputStream());
        }

        @Override
        public void send(byte[] message) throws IOException {
            out.write(Arrays.copyOf(message, (message.length + 3) / 4 * 4));
            out.flush();
        }

        @Override
        public byte @Nullable [] receive() throws IOException {
            try {
                byte[] head = new byte[4];
                in.readFully(head);
                int length = ByteBuffer.wrap(head).getShort(2);
                boolean channel = (head[0] & 0xC0) == 0x40;
                byte[] message = new byte[channel ? 4 + length : 20 + length];
                System.arraycopy(head, 0, message, 0, 4);
                in.readFully(message, 4, message.length - 4);
                in.readFully(new byte[(4 - message.length % 4) % 4]);
                return message;
            } catch (EOFException | java.net.SocketException e) {
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A STUN message. */
    private static final class Message {
        private final StunWriter out;

        Message(int type) {
            out = new StunWriter(type, 512);
        }

        Message with(int type, byte[] value) {
            System.arraycopy(value, 0, out.buf(), out.begin(type, value.length), value.length);
            return this;
        }

        Message with(int type, String value) {
            return with(type, value.getBytes(StandardCharsets.UTF_8));
        }

        byte[] plain() {
            return out.finish();
        }
    }

    /** A client of the relay. */
    private final class Client {
        private final Way way;
        private final TurnSecret.Credential credential = secret.issue(System.currentTimeMillis() / 1000, "PA_x");
        private String nonce = "";

        Client(Way way) {
            this.way = way;
        }

        private void ask(Message message) throws Exception {
            byte[] key = MessageDigest.getInstance("MD5")
                    .digest((credential.username() + ":media:" + credential.password())
                            .getBytes(StandardCharsets.UTF_8));
            way.send(message.with(0x0006, credential.username())
                    .with(0x0014, "media")
                    .with(0x0015, nonce)
                    .out
                    .finish(new StunIntegrity(key)));
            assertThat(way.receive())
                    .isNotNull()
                    .satisfies(answer -> assertThat(answer[0]).as("success").isEqualTo((byte) 1));
        }

        void allocate() throws Exception {
            way.send(new Message(0x0003).plain());
            ByteBuffer refusal = ByteBuffer.wrap(way.receive());
            for (int at = 20; at < refusal.limit(); at += 4 + (refusal.getShort(at + 2) + 3) / 4 * 4) {
                if (refusal.getShort(at) == 0x0015) {
                    nonce = new String(refusal.array(), at + 4, refusal.getShort(at + 2), StandardCharsets.UTF_8);
                }
            }
            ask(new Message(0x0003).with(0x0019, new byte[] {17, 0, 0, 0}));
        }

        void bind(int channel, int port) throws Exception {
            var message = new Message(0x0009);
            message.out.addAddress(0x0012, new InetSocketAddress(LOOPBACK, port));
            ask(message.with(0x000C, new byte[] {(byte) (channel >>> 8), (byte) channel, 0, 0}));
        }

        void giveBack() throws Exception {
            ask(new Message(0x0004).with(0x000D, new byte[4]));
        }

        void sendOver(int channel, byte[] data) throws IOException {
            way.send(ByteBuffer.allocate(4 + data.length)
                    .putShort((short) channel)
                    .putShort((short) data.length)
                    .put(data)
                    .array());
        }

        byte @Nullable [] receiveOver(int channel) throws IOException {
            byte[] message = way.receive();
            if (message == null) {
                return null;
            }
            assertThat(ByteBuffer.wrap(message).getShort(0)).isEqualTo((short) channel);
            return Arrays.copyOfRange(message, 4, message.length);
        }
    }
}
