package org.auralink.media.node;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.auralink.media.ice.IceCandidate;
import org.auralink.media.node.config.ConfigException;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.config.RtcConfig;
import org.auralink.media.node.config.TurnConfig;
import org.auralink.media.node.metrics.MetricsText;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.node.net.DatagramLoops;
import org.auralink.media.node.net.MediaListener;
import org.auralink.media.node.net.NetLimits;
import org.auralink.media.node.net.StreamCounters;
import org.auralink.media.node.net.StreamLimits;
import org.auralink.media.node.net.Transports;
import org.auralink.media.node.protocol.RelayOffer;
import org.auralink.media.transport.DropReason;
import org.auralink.media.transport.TransportLimits;
import org.jspecify.annotations.Nullable;

/** The media threads with their sockets, the threads for handshakes, and the certificate of this start. */
final class MediaPlane implements AutoCloseable {
    /** RFC 6544 4.2 leaves 13 bits. */
    private static final int BEST_PASSIVE = 0x1fff;

    private final Transports transports = new Transports(TransportLimits.DEFAULT, NetLimits.DEFAULT);
    private final DatagramLoops loops;
    private final @Nullable MediaListener tcp;
    private final @Nullable RelayPlane relay;

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
                    transports.fingerprint(),
                    transports,
                    NetLimits.DEFAULT);
        } catch (UncheckedIOException e) {
            transports.close();
            throw new ConfigException("rtc.udp_port", "expected free UDP ports: " + e.getMessage());
        }
        tcp = rtc.tcpPort() == 0 ? null : listen(rtc, advertised);
        relay = config.turn().enabled() ? relay(config.turn(), rtc, advertised) : null;
        transports.warmUp();
    }

    private RelayPlane relay(TurnConfig turn, RtcConfig rtc, InetAddress advertised) {
        try {
            var opened = new RelayPlane(turn, listening(advertised), rtc.nodeIp(), loops);
            if (turn.tlsPort() != 0) {
                loops.all().forEach(DatagramLoop::offerRelay);
            }
            return opened;
        } catch (ConfigException e) {
            closeSockets();
            throw e;
        }
    }

    /** What clients are told of the relay; nothing without one. */
    RelayOffer.Source relayOffers() {
        RelayPlane present = relay;
        return present == null ? (participant, tlsOnly) -> List.of() : present::offers;
    }

    private MediaListener listen(RtcConfig rtc, InetAddress advertised) {
        try {
            var bind = new InetSocketAddress(listening(advertised), rtc.tcpPort());
            var listener = new MediaListener(bind, loops, StreamLimits.DEFAULT);
            List<IceCandidate> passive =
                    List.of(IceCandidate.passive(advertised.getHostAddress(), listener.port(), BEST_PASSIVE));
            loops.all().forEach(loop -> loop.advertise(passive));
            return listener;
        } catch (UncheckedIOException e) {
            closeSockets();
            throw new ConfigException("rtc.tcp_port", "expected a free TCP port, or 0 for none: " + e.getMessage());
        }
    }

    List<DatagramLoop> loops() {
        return loops.all();
    }

    /** Nanoseconds since the media thread that is furthest behind last came round. */
    long sinceTick() {
        return loops.all().stream()
                .mapToLong(loop -> loop.now() - loop.lastTickNanos())
                .max()
                .orElse(0);
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
        text.counter("auralink_datagrams_dropped_total", "Datagrams that were dropped, by reason.");
        for (DatagramLoop loop : loops.all()) {
            for (DropReason reason : DropReason.values()) {
                long count = loop.drops().get(reason);
                if (count > 0) {
                    String name = reason.name().toLowerCase(Locale.ROOT);
                    text.sample(count, "port", Integer.toString(loop.port()), "reason", name);
                }
            }
        }
        text.gauge("auralink_transports", "Associations with clients, by loop.");
        for (DatagramLoop loop : loops.all()) {
            text.sample(loop.transports(), "port", Integer.toString(loop.port()));
        }
        if (tcp != null) {
            write(text, tcp.counters());
        }
        if (relay != null) {
            relay.write(text);
        }
    }

    private static void write(MetricsText text, StreamCounters connections) {
        text.gauge("auralink_media_connections", "TCP connections for media.").sample(connections.openNow());
        text.counter("auralink_media_connections_proven_total", "TCP connections that a good check came over.")
                .sample(connections.provenSoFar());
        text.counter("auralink_media_connections_ended_total", "TCP connections for media that were ended, by reason.");
        for (StreamCounters.End reason : StreamCounters.End.values()) {
            text.sample(connections.endedSoFar(reason), "reason", reason.name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void close() {
        closeSockets();
        if (relay != null) {
            relay.close();
        }
    }

    private void closeSockets() {
        loops.close();
        if (tcp != null) {
            tcp.close();
        }
        transports.close();
    }
}
