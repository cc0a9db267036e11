package org.auralink.media.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.load.client.ClientCertificate;
import org.auralink.media.load.client.MediaClient;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.srtp.SrtpProfile;
import org.auralink.media.transport.DropReason;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.MediaTransport;
import org.auralink.media.transport.PeerTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One member floods the loop that another room lives on; that room's packets all arrive, not much later than when nobody
 * floods. Prints the figures of docs/security.md.
 */
class JunkAttack {
    private static final int SUBSCRIBERS = 4;
    private static final int PACKETS_PER_SECOND = 300;
    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 6;
    private static final int JUNK_PER_SECOND = 8000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int STREAM = 4711;

    private final Settings settings = Settings.parse(new String[0]);
    private final Random random = new Random(8);
    private final RoomNode node = new RoomNode();
    private final DatagramLoop loop = node.loop();
    private final LoadProcess load = start();

    private static LoadProcess start() {
        try {
            return new LoadProcess();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        load.close();
        node.close();
    }

    /** What one datagram of a flood is. */
    private interface Junk {
        byte[] next(int n);
    }

    @Test
    void junkOfOneMemberDelaysNoOtherRoom() throws Exception {
        LoadProcess.Clients clients = load.open(1 + SUBSCRIBERS, loop.port());
        load.connect(node.fingerprint(), node.accept(clients));
        try (MediaClient attacker = join()) {
            publish(WARM_UP_SECONDS);
            // By now the node has ended the handshake, too, and takes the packet that makes the stream known.
            attacker.check();
            byte[] packet = rtp(STREAM, 1, 1000);
            attacker.sendRtp(packet, 0, packet.length);
            flood(attacker, "media of strange streams", n -> rtp(random.nextInt(), n, 1200));
            flood(attacker, "media of its own stream, wrong tags", n -> rtp(STREAM, 2 + n % 100, 1200));
            flood(attacker, "feedback, wrong tags", n -> feedback());
            flood(attacker, "checks, wrong password", n -> check());
            flood(attacker, "handshake records", n -> record());
        }
        try (MediaClient stranger = new MediaClient(address(), ClientCertificate.generate())) {
            flood(stranger, "media from an unknown address", n -> rtp(STREAM, 2 + n % 100, 1200));
        }
    }

    private LoadProcess.Report publish(int seconds) throws IOException {
        return load.publish(RoomNode.SSRC, RoomNode.PAYLOAD_TYPE, settings, PACKETS_PER_SECOND, seconds);
    }

    /** Between two calm times, as a machine is not the same all the time. */
    private void flood(MediaClient attacker, String what, Junk junk) throws Exception {
        LoadProcess.Report before = publish(SECONDS);
        long shed = loop.drops().get(DropReason.SHED);
        var sent = new AtomicLong();
        var thread = new Thread(() -> send(attacker, junk, sent), "attacker");
        thread.start();
        LoadProcess.Report report = publish(SECONDS);
        thread.join();
        shed = loop.drops().get(DropReason.SHED) - shed;
        LoadProcess.Report after = publish(SECONDS);
        long calm = Math.max(before.p99Nanos(), after.p99Nanos());
        print(what, report, sent.get(), shed, before, after);
        assertThat(report.received()).as("%s: received of the other room", what).isEqualTo(report.sent() * SUBSCRIBERS);
        assertThat(report.p99Nanos()).as("%s: p99 of the other room", what).isLessThan(2 * calm);
    }

    private static void send(MediaClient attacker, Junk junk, AtomicLong sent) {
        long begin = System.nanoTime();
        try {
            for (int n = 0; n < SECONDS * JUNK_PER_SECOND; n++) {
                long due = begin + n * 1_000_000_000L / JUNK_PER_SECOND;
                // Eight at a time, as nobody sleeps for an eighth of a millisecond.
                if (n % 8 == 0 && due - System.nanoTime() > 0) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                if (n % (2 * JUNK_PER_SECOND) == 0) {
                    attacker.check();
                }
                if (attacker.channel().write(ByteBuffer.wrap(junk.next(n))) > 0) {
                    sent.incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void print(
            String what,
            LoadProcess.Report report,
            long junk,
            long shed,
            LoadProcess.Report before,
            LoadProcess.Report after) {
        System.out.printf(
                "| %s | %d | %d | %d | %.1f | %.1f | %.1f, %.1f |%n",
                what,
                junk / SECONDS,
                shed / SECONDS,
                report.sent() * SUBSCRIBERS - report.received(),
                report.p50Nanos() / 1e6,
                report.p99Nanos() / 1e6,
                before.p99Nanos() / 1e6,
                after.p99Nanos() / 1e6);
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), loop.port());
    }

    /** An association that is not of the measured room, on the same loop. */
    private MediaClient join() throws Exception {
        var client = new MediaClient(address(), ClientCertificate.generate());
        var opened = new CompletableFuture<IceCredentials>();
        loop.execute(now -> {
            PeerTransport transport = loop.open(now, (at, who, state, reason) -> {}, new Nobody());
            transport.setRemote(now, client.credentials(), client.fingerprint(), DtlsRole.SERVER);
            opened.complete(transport.localCredentials());
        });
        IceCredentials node = opened.get();
        ufrag = node.ufrag();
        client.connect(node, this.node.fingerprint(), PATIENCE, SrtpProfile.AEAD_AES_128_GCM);
        return client;
    }

    private String ufrag = "";

    private record Nobody() implements MediaSink {
        @Override
        public void onRtp(long now, MediaTransport from, RtpPacket packet) {}

        @Override
        public void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets) {}
    }

    private byte[] rtp(int ssrc, int sequence, int size) {
        ByteBuffer packet = ByteBuffer.allocate(size);
        packet.put((byte) 0x80).put((byte) 111).putShort((short) sequence).putInt(960 * sequence);
        packet.putInt(ssrc).putInt(random.nextInt());
        return packet.array();
    }

    private byte[] feedback() {
        ByteBuffer packet = ByteBuffer.allocate(1000);
        packet.put((byte) 0x80).put((byte) 201).putShort((short) 7).putInt(1).putInt(random.nextInt());
        return packet.putInt(996, 0x80000000 | random.nextInt(1000)).array();
    }

    private byte[] check() {
        byte[] user = (ufrag + ":nobody").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        int padded = (user.length + 3) / 4 * 4;
        ByteBuffer packet = ByteBuffer.allocate(20 + 4 + padded + 24);
        packet.putShort((short) 1).putShort((short) (packet.capacity() - 20)).putInt(0x2112A442);
        packet.putLong(random.nextLong()).putInt(random.nextInt());
        packet.putShort((short) 6).putShort((short) user.length).put(user).position(24 + padded);
        return packet.putShort((short) 8).putShort((short) 20).array();
    }

    private byte[] record() {
        ByteBuffer packet = ByteBuffer.allocate(13 + 1000);
        packet.put((byte) 22).putShort((short) 0xFEFD).putShort((short) 1);
        return packet.putLong(4, random.nextLong() >>> 8)
                .putShort(3, (short) 1)
                .putShort(11, (short) 1000)
                .array();
    }
}
