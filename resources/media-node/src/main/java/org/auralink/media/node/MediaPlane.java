package org.auralink.media.node;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.auralink.media.dtls.NodeCertificate;
import org.auralink.media.node.config.ConfigException;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.config.RtcConfig;
import org.auralink.media.node.metrics.MetricsText;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.node.net.DatagramLoops;
import org.auralink.media.node.net.HandshakePool;
import org.auralink.media.node.net.NetLimits;
import org.auralink.media.transport.AssociationTransport;
import org.auralink.media.transport.DropReason;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportEnvironment;
import org.auralink.media.transport.TransportLimits;
import org.auralink.media.transport.TransportListener;

/** The media threads with their sockets, the threads for handshakes, and the certificate of this start. */
final class MediaPlane implements AutoCloseable {
    private final NodeCertificate certificate = NodeCertificate.generate(new SecureRandom(), Clock.systemUTC());
    private final HandshakePool handshakes = new HandshakePool(NetLimits.DEFAULT);
    private final Map<DatagramLoop, TransportEnvironment> environments = new ConcurrentHashMap<>();
    private final DatagramLoops loops;

    /** @throws ConfigException when a port is taken or the address is not this host's */
    MediaPlane(NodeConfig config) {
        RtcConfig rtc = config.rtc();
        InetAddress advertised = address(rtc.nodeIp());
        try {
            loops = DatagramLoops.open(
                    config.node().eventLoops(),
                    listening(advertised),
                    rtc.udpPorts()::forLoop,
                    advertised,
                    certificate.fingerprint(),
                    this::open,
                    NetLimits.DEFAULT);
        } catch (UncheckedIOException e) {
            handshakes.close();
            throw new ConfigException("rtc.udp_port", "expected free UDP ports: " + e.getMessage());
        }
    }

    List<DatagramLoop> loops() {
        return loops.all();
    }

    private PeerTransport open(long now, DatagramLoop loop, TransportListener listener, MediaSink media) {
        return AssociationTransport.open(now, environments.computeIfAbsent(loop, this::environment), listener, media);
    }

    private TransportEnvironment environment(DatagramLoop loop) {
        return new TransportEnvironment(
                TransportLimits.DEFAULT,
                certificate,
                handshakes::start,
                task -> loop.execute(task::accept),
                loop,
                loop.routes());
    }

    /** Our own address when it is one, and everywhere when the advertised one is that of a NAT in front of us. */
    private static InetAddress listening(InetAddress advertised) {
        try {
            return NetworkInterface.getByInetAddress(advertised) == null ? address("0.0.0.0") : advertised;
        } catch (SocketException e) {
            return address("0.0.0.0");
        }
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new ConfigException("rtc.node_ip", "expected an IP address");
        }
    }

    /** Writes what went through the sockets and what was dropped. */
    void write(MetricsText text) {
        text.counter("livekit_packet_total", "Datagrams by loop and direction.");
        for (DatagramLoop loop : loops.all()) {
            String port = Integer.toString(loop.port());
            text.sample(loop.traffic().packetsIn(), "port", port, "direction", "incoming");
            text.sample(loop.traffic().packetsOut(), "port", port, "direction", "outgoing");
        }
        text.counter("livekit_packet_bytes", "Their bytes, without UDP and IP headers.");
        for (DatagramLoop loop : loops.all()) {
            String port = Integer.toString(loop.port());
            text.sample(loop.traffic().bytesIn(), "port", port, "direction", "incoming");
            text.sample(loop.traffic().bytesOut(), "port", port, "direction", "outgoing");
        }
        text.counter("auralink_datagrams_dropped_total", "Datagrams that reached no transport, by reason.");
        for (DatagramLoop loop : loops.all()) {
            for (DropReason reason : DropReason.values()) {
                long count = loop.drops().get(reason);
                if (count > 0) {
                    String name = reason.name().toLowerCase(java.util.Locale.ROOT);
                    text.sample(count, "port", Integer.toString(loop.port()), "reason", name);
                }
            }
        }
        text.gauge("auralink_transports", "Associations with clients, by loop.");
        for (DatagramLoop loop : loops.all()) {
            text.sample(loop.transports(), "port", Integer.toString(loop.port()));
        }
    }

    @Override
    public void close() {
        handshakes.close();
        loops.close();
    }
}
