package org.auralink.media.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.node.net.DatagramLoops;
import org.auralink.media.node.net.NetLimits;
import org.auralink.media.node.net.Transports;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.srtp.SrtpProfile;
import org.auralink.media.transport.DropReason;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.TrafficLimits;
import org.auralink.media.transport.TransportLimits;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The node's loops and transports, met by a client over real sockets. */
class TransportsOverNetworkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int SSRC = 4711;

    private final Transports transports = new Transports(TransportLimits.DEFAULT, NetLimits.DEFAULT);
    private final DatagramLoops loops =
            DatagramLoops.open(1, LOOPBACK, n -> 0, LOOPBACK, transports.fingerprint(), transports, NetLimits.DEFAULT);
    private final DatagramLoop loop = loops.all().get(0);
    private final List<MediaClient> clients = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (MediaClient client : clients) {
            client.close();
        }
        loops.close();
        transports.close();
    }

    private MediaClient client() throws IOException {
        var client = new MediaClient(new InetSocketAddress(LOOPBACK, loop.port()), ClientCertificate.generate());
        clients.add(client);
        return client;
    }

    private Association open(MediaClient client) throws Exception {
        return open(client.credentials(), client.fingerprint());
    }

    private Association open(IceCredentials credentials, Fingerprint fingerprint) throws Exception {
        var opened = new CompletableFuture<Association>();
        loop.execute(now -> opened.complete(Association.open(now, loop, credentials, fingerprint)));
        return opened.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void connect(MediaClient client, Association association, SrtpProfile... profiles) throws IOException {
        client.connect(association.credentials, transports.fingerprint(), PATIENCE, profiles);
    }

    private static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static byte[] rtp(int sequence, int size) {
        ByteBuffer packet = ByteBuffer.allocate(size);
        packet.put((byte) 0x80).put((byte) 111).putShort((short) sequence).putInt(960 * sequence);
        packet.putInt(SSRC).put(RtpPacket.FIXED_HEADER, (byte) 7);
        return packet.array();
    }

    /** The next datagram for which the client has a good tag, opened. */
    private static byte[] receive(MediaClient client) {
        ByteBuffer datagram = ByteBuffer.allocate(1500);
        byte[] plain = new byte[1500];
        int[] size = new int[1];
        until("media for the client", () -> {
            try {
                datagram.clear();
                int length = client.channel().read(datagram);
                size[0] = length <= 0 ? 0 : client.openRtp(datagram.array(), length, plain);
                return size[0] > 0;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return Arrays.copyOf(plain, size[0]);
    }

    /** Such as servers send that have not heard the end of the handshake. */
    @Test
    @Timeout(60)
    void behindARecordThatIsNoDataNothingIsWaitedFor() throws Exception {
        MediaClient client = client();
        connect(client, open(client), SrtpProfile.AEAD_AES_128_GCM);
        byte[] handshake = {22, (byte) 0xFE, (byte) 0xFD, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 0};
        assertThat(client.openData(handshake, handshake.length, new byte[1_500]))
                .isNegative();
    }

    @Test
    void mediaFlowsBothWaysWithEitherProfile() throws Exception {
        for (SrtpProfile profile : SrtpProfile.values()) {
            MediaClient client = client();
            Association association = open(client);
            connect(client, association, profile);
            until("connected", () -> association.state == TransportState.CONNECTED);

            byte[] packet = rtp(1, 200);
            assertThat(client.sendRtp(packet, 0, packet.length)).isTrue();
            until("media for the node", () -> association.received.size() == 1);
            assertThat(association.received).first().isEqualTo(packet);

            byte[] answer = rtp(9, 1200);
            loop.execute(now -> association.transport.sendRtp(now, answer, 0, answer.length));
            assertThat(receive(client)).isEqualTo(answer);
        }
    }

    @Test
    void manyClientsConnectAtATime() throws Exception {
        List<Future<?>> connecting = new ArrayList<>();
        List<Association> associations = new ArrayList<>();
        var threads = Executors.newFixedThreadPool(4);
        try {
            for (int n = 0; n < 20; n++) {
                MediaClient client = client();
                Association association = open(client);
                associations.add(association);
                connecting.add(threads.submit(() -> {
                    connect(client, association, SrtpProfile.values());
                    byte[] packet = rtp(associations.indexOf(association), 100);
                    return client.sendRtp(packet, 0, packet.length);
                }));
            }
            for (Future<?> one : connecting) {
                one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        for (Association association : associations) {
            until("connected", () -> association.state == TransportState.CONNECTED);
        }
    }

    @Test
    void clientWithAnotherCertificateThanDescribedGetsNoMediaThrough() throws Exception {
        MediaClient client = client();
        Association association =
                open(client.credentials(), ClientCertificate.generate().fingerprint());
        connect(client, association, SrtpProfile.values());

        until("refused", () -> association.reason == FailureReason.FINGERPRINT_MISMATCH);
        byte[] packet = rtp(1, 200);
        client.sendRtp(packet, 0, packet.length);
        until("dropped", () -> loop.drops().get(DropReason.NO_TRANSPORT) > 0);
        assertThat(association.received).isEmpty();
    }

    @Test
    void nodeWithAnotherCertificateThanDescribedIsNotTrusted() throws Exception {
        MediaClient client = client();
        Association association = open(client);
        Fingerprint other = ClientCertificate.generate().fingerprint();

        assertThatThrownBy(() -> client.connect(association.credentials, other, PATIENCE, SrtpProfile.values()))
                .isInstanceOf(IOException.class);
        until("failed", () -> association.reason == FailureReason.HANDSHAKE_FAILED);
    }

    @Test
    void checkWithAWrongPasswordIsNotAnswered() throws Exception {
        MediaClient client = client();
        Association association = open(client);
        var wrong = new IceCredentials(
                association.credentials.ufrag(), IceCredentials.random().password());

        assertThatThrownBy(() -> client.connect(wrong, transports.fingerprint(), Duration.ofMillis(300)))
                .hasMessageContaining("answers no checks");
        assertThat(association.transport.drops().get(DropReason.STUN_UNAUTHENTICATED))
                .isPositive();
        assertThat(association.state).isEqualTo(TransportState.NEW);
    }

    @Test
    void repeatedAndForgedMediaIsDropped() throws Exception {
        MediaClient client = client();
        Association association = open(client);
        connect(client, association, SrtpProfile.AEAD_AES_128_GCM);
        until("connected", () -> association.state == TransportState.CONNECTED);
        byte[] packet = rtp(1, 200);
        client.sendRtp(packet, 0, packet.length);
        until("media for the node", () -> association.received.size() == 1);

        byte[] forged = Arrays.copyOf(rtp(2, 200), 216);
        client.channel().write(ByteBuffer.wrap(forged));
        client.repeat();
        until("repeated", () -> association.transport.drops().get(DropReason.MEDIA_REPLAYED) == 1);
        assertThat(association.transport.drops().get(DropReason.MEDIA_UNAUTHENTICATED))
                .isEqualTo(1);
        assertThat(association.received).hasSize(1);
    }

    @Test
    void megabyteOfGarbageFromAClientsOwnAddressDoesNotStopItsMedia() throws Exception {
        MediaClient client = client();
        Association association = open(client);
        connect(client, association, SrtpProfile.AEAD_AES_128_GCM);
        until("connected", () -> association.state == TransportState.CONNECTED);
        loop.execute(now -> association.transport.expect(now, TrafficLimits.DEFAULT.mostMedia()));
        var random = new Random(11);
        long before = loop.traffic().packetsIn();
        int bytes = 0;
        int sequence = 0;
        while (bytes < 1_000_000) {
            byte[] garbage = new byte[1 + random.nextInt(1400)];
            random.nextBytes(garbage);
            client.channel().write(ByteBuffer.wrap(garbage));
            bytes += garbage.length;
            byte[] packet = rtp(++sequence, 100);
            client.sendRtp(packet, 0, packet.length);
            long sent = before + 2L * sequence;
            until("taken in", () -> loop.traffic().packetsIn() >= sent);
        }
        int expected = sequence;
        until("all media for the node", () -> association.received.size() == expected);
        assertThat(association.state).isEqualTo(TransportState.CONNECTED);
    }
}
