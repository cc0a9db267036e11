package org.auralink.media.node;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import org.auralink.media.node.client.ClientCertificate;
import org.auralink.media.node.client.MediaClient;
import org.auralink.media.node.client.ParticipantClient;
import org.auralink.media.node.client.VideoPackets;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.rooms.RoomRegistry;
import org.auralink.media.node.token.Hs256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that a process holds with itself before it is ready, at a node of its own on the loopback address that nobody
 * hears of: no event, webhook, metric, announcement or line in the log about a room. The first join loads two thousand
 * classes and runs uncompiled; on two busy processors the first participant waited longer than LiveKit's SDKs do (five
 * seconds) and was told that the node cannot be reached. A second call was measured to bring nothing.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private static final int SSRC = 0x5EED;
    private static final int PACKET_BYTES = 1000;
    private static final int PACKETS_PER_SECOND = 210;
    /** Packets of a camera: enough that what every packet goes through is compiled once; a tenth of a second. */
    private static final int PACKETS = 600;

    private static final int BURST = 7;
    private static final long BURST_EVERY_NANOS = 1_000_000;
    private static final int DATAGRAM = 2_000;
    private static final long TOKEN_SECONDS = 600;

    private static final String KEY = "rehearsal";

    private final InstantSource clock;
    private final String secret = Identifiers.random("") + Identifiers.random("") + Identifiers.random("");

    private Rehearsal(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Holds the call; returns when it is over, after half a minute at most.
     *
     * @return false when it failed, which is told in the log and keeps nobody from starting
     */
    static boolean hold() {
        long begin = System.nanoTime();
        // Held here, as the logging manager forgets levels of loggers that nobody holds.
        var rooms = java.util.logging.Logger.getLogger(RoomRegistry.class.getPackageName());
        Level usual = rooms.getLevel();
        rooms.setLevel(Level.WARNING);
        var rehearsal = new Rehearsal(InstantSource.system());
        try (MediaNode node = MediaNode.start(rehearsal.config())) {
            rehearsal.call(URI.create("ws://127.0.0.1:" + node.port()), ClientCertificate.generate());
            LOG.info(
                    "Rehearsed in {} ms",
                    Duration.ofNanos(System.nanoTime() - begin).toMillis());
            return true;
        } catch (IOException | RuntimeException e) {
            // Whatever it is, the node itself may be able to serve, and says so itself if it is not.
            LOG.warn("The first participants will wait longer, as rehearsing failed: {}", e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            rooms.setLevel(usual);
        }
    }

    private NodeConfig config() {
        return NodeConfig.parse("""
                port: 0
                bind_addresses: [127.0.0.1]
                rtc: {udp_port: 0, node_ip: 127.0.0.1}
                node: {event_loops: 1}
                keys: {%s: %s}
                """.formatted(KEY, secret), null);
    }

    private void call(URI url, ClientCertificate certificate) throws IOException, InterruptedException {
        try (var speaker = new ParticipantClient(certificate, SSRC);
                var listener = new ParticipantClient(certificate, 0)) {
            speaker.join(url, token("speaker"), false, true);
            listener.join(url, token("listener"), true, false);
            film(speaker.media(), listener.media());
        }
    }

    private String token(String identity) {
        return Hs256.token(
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"exp\":%d,\"video\":{\"roomJoin\":true,\"room\":\"rehearsal\"}}"
                        .formatted(KEY, identity, clock.instant().getEpochSecond() + TOKEN_SECONDS),
                secret);
    }

    private static void film(MediaClient from, MediaClient to) throws IOException {
        var camera = new VideoPackets(SSRC, ParticipantClient.VIDEO_PAYLOAD_TYPE, PACKET_BYTES, PACKETS_PER_SECOND);
        ByteBuffer datagram = ByteBuffer.allocate(DATAGRAM);
        byte[] plain = new byte[DATAGRAM];
        for (int sent = 0; sent < PACKETS; sent++) {
            byte[] packet = camera.next(System.nanoTime());
            from.sendRtp(packet, 0, packet.length);
            if (sent % BURST == 0) {
                LockSupport.parkNanos(BURST_EVERY_NANOS);
                for (datagram.clear(); to.channel().read(datagram) > 0; datagram.clear()) {
                    to.answer(datagram.array(), datagram.position());
                    to.openRtp(datagram.array(), datagram.position(), plain);
                }
            }
        }
    }
}
